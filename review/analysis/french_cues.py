"""What a French sentence says of a noun that can be a person or a thing."""

from __future__ import annotations

import re

_I = re.IGNORECASE

# Words that may stand right before a noun; after any other, the word is an adjective («fil conducteur»).
STRICT = frozenset(
    "le la l les un une des du au aux ce cet ces chaque tout tous son ses leur leurs notre nos votre vos "
    "mon mes aucun quel quels plusieurs quelques certains divers différents deux trois quatre cinq six sept "
    "huit neuf dix onze douze quinze vingt trente quarante cinquante cent mille autre autres même mêmes "
    "nouveau nouveaux nouvel ancien anciens jeune jeunes futur futurs seul seuls bon bons petit petits grand "
    "grands simple simples premier premiers principal principaux éventuel éventuels propre vrai gros faux "
    "dernier derniers tel tels nombreux maints nul lesdits ledit dudit desdits auxdits".split()
)
OPEN = STRICT | frozenset(
    "de d par pour avec sans entre comme en chez sur contre à vers envers et ou ni que qu dont soit si mais "
    "selon est sont être devenir devient étaient était non et/ou aussi hors sauf parmi y".split()
)
LINKED_BEFORE = frozenset("co vice ex non sous aide chef ingénieur assistant élève maître".split())

# A noun that turns the next word into an adjective or a set phrase, even after «de».
_FIXED_BEFORE = re.compile(
    r"\b(?:noms?|comptes?|interfaces?|profils?|identifiants?|sessions?|modes?|données|code|mot de passe|"
    r"espaces?|expérience) d['’]\s*$|\bdroits? d['’]\s*$|\b(?:de son propre|au premier) $|"
    r"\b(?:en (?:le|les|l['’])) ?$",
    _I,
)

_FIXED_ENDS = ("d'", "d’", "l'", "l’", "le", "les", "propre", "premier")

PERSON_AFTER = re.compile(
    r"[\s]+(?:(?:dûment|suffisamment|spécialement|bien|non|très|peu)\s+)?(?:qualifiée?s?|formée?s?|compétente?s?|expérimentée?s?|"
    r"habilitée?s?|chevronnés?|salariés?|novices?|débutants?|confirmés?|avertis?|inexpérimentés?|"
    r"blessés?|âgés?|professionnels?|bénévoles?|assermentés?|handicapés?|occasionnels?|informés?|"
    r"entraînés?|droitiers?|gauchers?|en formation|routiers?|compétents?|inscrits?|indépendants?|locaux|local|"
    r"de (?:bus|taxi|camions?|car|trains?|véhicules?|motos?\w*|grues?|tracteurs?|poids lourds|ligne|nuit|"
    r"moissonneuses?|chariots?)|d['’](?:engins?|autobus|autocars?|ambulances?|appareils de levage)|"
    r"d['’]un (?:casque|vêtement|harnais|masque|appareil respiratoire|équipement|gant|véhicule|engin)|"
    r"du (?:véhicule|casque|vêtement|masque|harnais|camion|tracteur|chariot|train|bus|gilet)|"
    r"de (?:l['’](?:engin|équipement de protection|EPI|autobus)|lunettes|gants)|"
    r"(?:se|s['’])\s?(?:blesse|trompe|fatigue|tien|déplace|assure|protège|lave|présent)\w*|"
    r"portent? (?:un|une|des|le|la|les|ses|leurs?|son|sa)|"
    r"(?:,\s+)?(?:assis|debout|accroupi)s?\b|"
    r"(?:qui\s+)?(?:suit|suivent|signe|signent|déclare|déclarent|lit|lisent|travaille|travaillent|veille|"
    r"veillent|vérifie|vérifient|s['’]assure|s['’]assurent|connaît|connaissent|reçoivent une|apprend|"
    r"apprennent|juge|jugent|estime|estiment|constate|constatent|consigne|consignent|"
    r"note|notent|refuse|refusent|exerce|exercent|quitte|quittent|freine|freinent|souhaite\w*|"
    r"a suivi|ont suivi|a reçu|ont reçu|choisit|choisissent|demande|demandent)\b|"
    r"(?:doi(?:t|vent)|devra|devront|peu(?:t|vent)|pourra|devrai(?:t|ent))\s+(?:(?:pas|aussi|toujours|"
    r"également|être en mesure de|pouvoir)\s+)?(?:s['’]assurer|veiller|signaler|informer|lire|connaître|comprendre|"
    r"signer|consulter|quitter|se (?:laver|tenir|former|faire|présenter)|suivre (?:une|la|les|des)|avoir (?:suivi|reçu|lu|"
    r"accès|un|une|des|les|la|le|au moins|\d+)|être (?:formé|qualifié|habilité|informé|titulaire|âgé|assis|debout|apte|"
    r"compétent|rémunéré|salarié|expérimenté|conscient|capable|assuré|consulté|vacciné|averti|agréé|"
    r"inscrit|recruté|affilié|en possession|sensibilis\w+)s?|regarder|voir|entendre|attacher|descendre|ralentir|"
    r"klaxonner|freiner|déclarer|refuser|accepter|demander|choisir|décider|juger|estimer|prendre|"
    r"remettre|saisir|serrer|actionner|tenir|vérifier|contrôler|nettoyer|noter|remplir|porter (?:un|une|des|les|"
    r"ses|son|sa|leurs?)|présenter|démontrer|justifier|exercer|travailler|manipuler|effectuer|utiliser|communiquer|rédiger|conserver|"
    r"disposer d['’]un (?:contrat|permis)|arrêter|garder|rester (?:assis|debout)|lever|soulever|atteindre))",
    _I,
)
PERSON_BEFORE = re.compile(
    r"(?:\b(?:formation|santé|compétences?|qualification|responsabilité|mains?|tête|pieds?|yeux|visage|"
    r"vigilance|fatigue|permis|accord|consentement|signature|métier|profession|salaire|rémunération|"
    r"posture|âge|recrutement|cabine|vision|visibilité|poste|siège|sécurité|bien-être|morphologie|taille|masse corporelle|"
    r"pouce|doigts?|bras|jambes?|corps|peau|voix|regard|attention|revenus?|contrat|carte|droits|obligations|"
    r"temps de (?:conduite|travail|repos))\s+(?:du|de\s+l['’]|des|d['’]un|de\s+chaque|d['’]|de|du futur|des futurs)\s*"
    r"|\b(?:form|inform|sensibilis|avert|alert|rémunér|recrut|consult|invit|interrog|indemnis|équip)(?:er|ent|e|ir|it|issent)\s+"
    r"(?:les?|l['’]|un|des|tous\s+les|chaque)\s*|\bdemande[rnt]*\s+(?:au|aux|à\s+l['’]|à\s+un)\s*"
    r"|\b(?:à\s+un|par\s+un|du|d['’]un|un|le|les|des)\s+(?:jeunes?|anciens?|bons?)\s+)$",
    _I,
)
THING_AFTER = re.compile(
    r"[\s-]+(?:(?:[a-zéè]+\s)?(?:électr\w+|électron\w+|numériques?|automatiques?|hydrauliques?|pneumatiques?|mécaniques?|thermiques?|"
    r"optiques?|programmables?|logiques?|mathématiques?|booléen\w*|binaires?|unaires?|relationnels?|"
    r"arithmétiques?|différentiels?|économiques?|désinfecteurs?|magnétiques?|haute pression|à vapeur|ultrason\w*|à ultrasons|laser|"
    r"RFID|PID|CAN|HTTPS?|TLS|DNS|web|API|MQTT|OPC|SQL|NTP|TCP|léger|serveur|rotatif|rotative|sans fil|sans contact)\b"
    r"|linéaires? (?:de|sur|borné)|mobiles? virtuels?|(?:publics?|privés?) d['’](?:eau|énergie)|"
    r"télécoms?\b|de (?:télé\w+|réseaux?|transport|services? (?:postaux|mobile|de communication|essentiels)|comparaison|convolution|sélection|projection|"
    r"agrégation|marchés?|plateforme|Laplace|débit|température|charge|domaine|tension|phase|pression|"
    r"codes?|cartes?|puces?|disques?|badges?|microplaques?|bandes|plaques|DVD|empreintes|fréquence|"
    r"vitesse|niveau|gaz|courant|chaleur|coupe|couture|broderie|monnaie|billets|signal|batterie|savon|boissons|impulsions|énergie|biogaz)"
    r"|d['’](?:affectation|agrégation|égalité|addition|inclusion|isolement|écran|impulsions|énergie|électricité|air|eau\b|huile|état\b)"
    r"|à (?:barres|cames|palettes|vis|marteaux|disques)|ET\b|OU\b|NON\b|AND\b|OR\b|XOR\b|[«+×*=<>≤≥∇Σ&|§])"
)
NAMED_BEFORE = re.compile(
    r"\b(?:M\.|MM\.|Monsieur|Messieurs|Dr\.?|Pr\.?|Me|Maître)\s+(?:le\s+)?(?:[A-ZÀ-Ý][\w’'-]*\.?\s*){0,4},?\s*(?:le\s+)?$"
)
NAMED_AFTER = re.compile(r",?\s+(?:M\.|MM\.|Monsieur|Dr\.?|Pr\.?)\s+[A-ZÀ-Ý]")
COMPANY_BEFORE = re.compile(
    r"\b(?:sociétés?|entreprises?|établissements?|marques?|groupe|maison|ets|cabinet|famille|rue|avenue|place|stade|"
    r"type|modèle|lycée|collège|école)\s+$",
    _I,
)
COMPANY_AFTER = re.compile(
    r"(?:\s+[A-ZÀ-Ý&][\w&-]*){0,3}\s+(?:SA|SARL|SAS|GIE|Ltd|Inc|GmbH|et\s+[Ff]ils|&)\b"
)
BOTH_SEXES_AFTER = re.compile(
    r"[\s,(]{1,3}(?:quel que soit leur sexe|(?:aussi bien )?(?:femmes?\s+(?:et|ou|comme)\s+hommes?|hommes?\s+(?:et|ou|comme)\s+femmes?)|des\s+deux\s+sexes|[hf]\s?/\s?[hf]\b)",
    _I,
)
FEMININE_ENDING = re.compile(
    r"(?:s?[(\[·•‧∙⋅/]-?|s?[.\-–‐‑](?=(?:e|ne|se|trice|rice|euse|ère|ière|ienne|ive|le)s?\b)|-)"
    r"(?:e|ne|se|te|le|trice|rice|euse|ière|ère|ienne|ive|esse|fe|ffe|ale|nne)(?:[.·•‧∙⋅/)-]?s)?\b\)?"
    r"|s?\s?\((?:trice|rice|euse|e|ne|ière|ère)s?\)",
    _I,
)


def says_person(before: str, after: str) -> bool:
    """Tell whether the words around speak of a person: skills, body, duties, acts."""
    return bool(PERSON_AFTER.match(after) or PERSON_BEFORE.search(before))


def says_thing(before: str, after: str) -> bool:
    """Tell whether the words around make it a device, an operator of signs or a substance."""
    if THING_AFTER.match(after):
        return True
    return before.rstrip().endswith(_FIXED_ENDS) and _FIXED_BEFORE.search(before) is not None


def is_named(before: str, after: str) -> bool:
    """Tell whether the noun belongs to one named person."""
    titled = "M" in before or "D" in before or "P" in before
    return bool((titled and NAMED_BEFORE.search(before)) or NAMED_AFTER.match(after))
