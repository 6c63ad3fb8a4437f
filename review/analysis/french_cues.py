"""What a French sentence says of a noun that can be a person or a thing."""

from __future__ import annotations

import re

from review.analysis.patterns import any_case

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
_FIXED_BEFORE = any_case(
    r"\b(?:noms?|comptes?|interfaces?|profils?|identifiants?|sessions?|modes?|données|code|mot de passe|"
    r"espaces?|expérience) d['’]\s*$|\bdroits? d['’]\s*$|\b(?:de son propre|au premier) $|"
    r"\b(?:en (?:le|les|l['’])) ?$"
)

# «Gants de soudeur», «levure de boulanger»: the noun, without article, says which product.
_PRODUCT_OF = any_case(
    r"\b(?:gants?|casques?|lunettes|masques?|chaussures?|bottes?|vestes?|blouses?|tabliers?|bleus?|pantalons?|"
    r"couteaux?|clés?|pinces?|tournevis|échelles?|haches?|crayons?|levures?|nœuds?|colles?|fils?|sifflets?|"
    r"sécateurs?|truelles?|ceintures?|harnais|cuissardes|filets?|balances?|fours?|cirés?)\s+(?:de\s+|d['’]\s?)$"
)
_PRODUCT_ENDS = ("de ", "d'", "d’", "de\n", "de\u00a0")
_SERVED = any_case(r"\bserveurs?\s+(?:et|ou|/|vers)\s+(?:les?\s+|du\s+|des\s+|l['’])?$")

_FIXED_ENDS = ("d'", "d’", "l'", "l’", "le", "les", "propre", "premier")

# Devices that check, signal and inform as people do: duties alone do not make them people.
DEVICES = frozenset(
    "serveur serveurs moniteur moniteurs récepteur récepteurs navigateur navigateurs compteur compteurs régulateur "
    "régulateurs programmateur programmateurs testeur testeurs transformateur transformateurs générateur générateurs "
    "chargeur chargeurs classeur classeurs distributeur distributeurs répartiteur avertisseur vibreur agitateur "
    "broyeur mélangeur décortiqueur échantillonneur calibreur pulvérisateur pulvérisateurs extracteur".split()
)
COMPOUND = any_case(
    r"chefs?[-‐‑](?:lieu|d['’])|chefs? d['’](?:œuvre|oeuvre|accusation)|maîtres?[-‐‑]"
)
_COMPLEMENT = (
    r"(?:\s+(?:d[eu]s?\s+(?:la\s+|l['’])?|d['’]|en\s+|aux?\s+|à\s+(?:la\s+|l['’])?)[\w’'-]+){0,2}"
)
PERSON_AFTER = any_case(
    r"[\s]+(?:(?:dûment|suffisamment|spécialement|bien|non|très|peu)\s+)?(?:qualifiée?s?|formée?s?|compétente?s?|expérimentée?s?|"
    r"habilitée?s?|désignée?s?|mandatée?s?|chargée?s? (?:d[eu]s?\b|d['’])|responsables? (?:d[eu]s?\b|d['’])|affectée?s? (?:à|aux?)\b|chevronnés?|salariés?|novices?|débutants?|confirmés?|avertis?|inexpérimentés?|"
    r"blessés?|âgés?|professionnels?|bénévoles?|assermentés?|handicapés?|occasionnels?|informés?|"
    r"entraînés?|droitiers?|gauchers?|en formation|routiers?|inscrits?|indépendants?|locaux|"
    r"de (?:bus|taxi|camions?|cars?|trains?|véhicules?|motos?\w*|grues?|tracteurs?|poids lourds|ligne|nuit|"
    r"moissonneuses?|chariots?|carreaux|vitres|façades|pierres?|colis)\b|d['’](?:engins?|autobus|autocars?|ambulances?|appareils de levage)|"
    r"d['’]un (?:casque|vêtement|harnais|masque|appareil|équipement|gant|véhicule|engin|bouchon|filtre|dispositif médical|implant|stimulateur|handicap)|"
    r"du (?:véhicule|casque|vêtement|masque|harnais|camion|tracteur|chariot|train|bus|gilet|gant|permis|titre|badge|certificat)|"
    r"de (?:l['’](?:engin|appareil|équipement|EPI|autobus)|la (?:tenue|combinaison|prothèse)|lunettes|gants|prothèses?|lentilles|casque|masques?|stimulateurs? cardiaques?)|"
    r"des (?:gants|lunettes|chaussures|bouchons)|"
    r"(?:artisanaux|(?:de|du|des) (?:(?:produits|fruits|légumes|poissons?|lait|céréales|viandes?|cuirs?|bois|karité|anacarde|noix)\b))|"
    r"(?:,\s+)?(?:assis|debout|accroupi)s?\b)"
)
_ACTS = any_case(
    rf"{_COMPLEMENT}\s+(?:"
    r"(?:est|sont) (?:assis|âgé|rémunéré|titulaires? d|prié|vacciné|salarié)|"
    r"install(?:e|ent) (?:son|sa|ses|leurs?)|"
    r"(?:se|s['’])\s?(?:blesse|trompe|fatigue|tien|déplace|assure|protège|lave|présent|penche|assoi|lève|forme)\w*|"
    r"(?:doi(?:t|vent)|devra|devront|peu(?:t|vent)|pourra|devrai(?:t|ent))\s+(?:(?:pas|aussi|toujours|"
    r"également|être en mesure de|pouvoir|ne pas)\s+)*(?:s['’](?:assurer|asseoir)|veiller|connaître|comprendre|"
    r"signer|quitter|se (?:laver|tenir|former|faire|présenter|rendre)|suivre (?:une|la|les|des) (?:formation|instruction|consigne)\w*|"
    r"avoir (?:suivi|reçu|lu|une (?:formation|qualification|expérience|bonne)|un (?:permis|diplôme)|les compétences|la compétence|au moins \d+ ans)|"
    r"être (?:formé|qualifié|habilité|informé|titulaire|âgé|assis|debout|apte|compétent|rémunéré|salarié|expérimenté|conscient|"
    r"capable|assuré|consulté|vacciné|averti|inscrit|recruté|affilié|en possession|sensibilis\w+|muni de (?:gants|lunettes)|équipé d['’]un (?:harnais|casque))s?|"
    r"trouver|se reporter|consulter|regarder|klaxonner|ralentir|descendre|freiner|déclarer|refuser|choisir|décider|juger|estimer|porter (?:un|une|des|les|ses|son|sa|leurs?) "
    r"(?:casque|gants?|lunettes|vêtements?|chaussures|harnais|masque|ceinture|tenue|gilet|protections?|tablier|bottes|équipements?|badge|protecteurs?|visière|combinaison)|"
    r"justifier d|exercer|travailler|rédiger|garder|rester (?:assis|debout|vigilant)|lever|soulever|marcher|courir|entrer|sortir|respirer|dormir|manger|boire)|"
    r"trouver(?:a|ont)|se reporter(?:a|ont)|porte(?:nt)? (?:un|une|des|le|la|les|ses|leurs?|son|sa) (?:casque|gants?|lunettes|vêtements?|chaussures|harnais|masque|ceinture|tenue|gilet|protections?|"
    r"tablier|bottes|équipements?|badge|protecteurs?|visière|combinaison|cotte|charges?)|"
    r"(?:qui\s+)?(?:(?:suit|suivent) (?:une|la|des) formation|signe(?:nt)?|déclare(?:nt)?|lit|lisent|travaille(?:nt)?|veille(?:nt)?|"
    r"s['’]assure(?:nt)?|connaît|connaissent|apprend|apprennent|juge|jugent|estime(?:nt)?|"
    r"refuse(?:nt)?|exerce(?:nt)?|quitte(?:nt)?|souhaite\w*|a suivi|ont suivi|ont reçu|choisi(?:t|ssent)|rédige(?:nt)?|trie(?:nt)?|récolte(?:nt)?|"
    r"cultive(?:nt)?|élève(?:nt)?|vende(?:nt)?|achète(?:nt)?|soigne(?:nt)?|nettoie(?:nt)?|se (?:laven?t|tien\w+|rend\w*))\b)"
)
# What people do, and some devices as well: enough for a word that is no device.
_DUTIES = any_case(
    rf"{_COMPLEMENT}\s+(?:(?:doi(?:t|vent)|devra|devront|peu(?:t|vent)|pourra|devrai(?:t|ent))\s+(?:(?:pas|aussi|toujours|également|pouvoir|ne pas)\s+)*"
    r"(?:signaler|informer|lire|consulter|voir|entendre|attacher|accepter|demander|prendre|remettre|saisir|serrer|actionner|tenir|"
    r"vérifier|contrôler|nettoyer|noter|remplir|présenter|démontrer|manipuler|effectuer|utiliser|communiquer|conserver|"
    r"disposer d['’]un (?:contrat|permis)|arrêter|atteindre|avoir accès|accéder|être (?:agréé|équipé|muni|responsable)s?|retirer|régler)|"
    r"(?:est|sont) (?:formés?(?!\s+d[e'’])|qualifié|habilité|informé|consulté|averti|autorisé|invité|tenus? d[e'’]|responsables? d)|"
    r"vérifie(?:nt)?|contrôle(?:nt)?|constate(?:nt)?|consigne(?:nt)?|note(?:nt)?|freine(?:nt)?|demande(?:nt)?|reçoi(?:t|vent)|remet(?:tent)?|règle(?:nt)?|"
    r"effectue(?:nt)?|utilise(?:nt)?|manipule(?:nt)?|dispose(?:nt)? d|verbalise(?:nt)?|interrog\w+|inform\w+|conseill\w+|accueill\w+|rend(?:ent)? compte|"
    r"relève(?:nt)?|prélève(?:nt)?|a droit|ont droit|sont tenus|est tenu)\b"
)
PERSON_BEFORE = any_case(
    r"(?:\b(?:formation|santé|compétences?|qualification|responsabilité|mains?|tête|pieds?|yeux|visage|"
    r"vigilance|fatigue|permis|accord|consentement|signature|métier|profession|salaire|rémunération|"
    r"posture|âge|recrutement|cabine|vision|visibilité|poste|siège|sécurité|bien-être|morphologie|taille|masse corporelle|"
    r"pouce|doigts?|bras|jambes?|corps|peau|voix|regard|attention|revenus?|contrat|carte|droits|obligations|"
    r"temps de (?:conduite|travail|repos))\s+(?:du|de\s+l['’]|des|d['’]un|de\s+chaque|d['’]|de|du futur|des futurs)\s*"
    r"|\b(?:form|inform|sensibilis|avert|alert|rémunér|recrut|consult|invit|interrog|indemnis|équip)(?:er|ent|e|ir|it|issent)\s+"
    r"(?:les?|l['’]|un|des|tous\s+les|chaque)\s*|\bdemande[rnt]*\s+(?:au|aux|à\s+l['’]|à\s+un)\s*"
    r"|\b(?:à\s+un|par\s+un|du|d['’]un|un|le|les|des)\s+(?:jeunes?|anciens?|bons?)\s+)$"
)
THING_AFTER = re.compile(
    r"[\s-]+(?:(?:[a-zéè]+\s)?(?:électr\w+|électron\w+|numériques?|automatiques?|hydrauliques?|pneumatiques?|mécaniques?|thermiques?|"
    r"optiques?|programmables?|logiques?|mathématiques?|booléen\w*|binaires?|unaires?|relationnels?|"
    r"arithmétiques?|différentiels?|économiques?|désinfecteurs?|magnétiques?|haute pression|à vapeur|ultrason\w*|chimiques?|biologiques?|hebdomadaires?|horaires?|à ultrasons|laser|"
    r"RFID|PID|CAN|HTTPS?|TLS|DNS|web|API|MQTT|OPC|SQL|NTP|TCP|léger|serveur|rotatif|rotative|sans fil|sans contact)\b"
    r"|linéaires? (?:de|sur|borné)|mobiles? virtuels?|(?:publics?|privés?) d['’](?:eau|énergie)|"
    r"télécoms?\b|(?:de|du|des) (?:réseaux?|plants?|plantes|arbres?)\b|de ceinture|de (?:télé\w+|transport|services? (?:postaux|mobile|de communication|essentiels)|comparaison|convolution|sélection|projection|"
    r"agrégation|marchés?|plateforme|Laplace|débit|température|charge|domaine|tension|phase|pression|"
    r"codes?|textes?|facteurs? de puissance|pH|tonalité|cartes?|puces?|disques?|badges?|microplaques?|bandes|plaques|DVD|empreintes|fréquence|"
    r"vitesse|niveau|gaz|courant|chaleur|coupe|couture|broderie|monnaie|billets|signal|batterie|savon|boissons|impulsions|énergie|biogaz)|de fuites?\b|de fil\b|(?:d[eu]s?\s+(?:la\s+|l['’])?\w+\s+)?(?:(?:est|sont)\s+)?en (?:céramique|acier|fonte|laiton|bronze|cuivre|alu\w+|plastique|bois|inox\w*|verre|caoutchouc|métal)|est (?:découpé|tracé|gradué)|sont (?:découpés|tracés)"
    r"|d['’](?:affectation|agrégation|égalité|addition|inclusion|isolement|écran|impulsions|énergie|électricité|air|eau\b|huile|état\b)"
    r"|à (?:barres|cames|palettes|vis|marteaux|disques|courroies?|bandes?|rouleaux|chaînes?|godets|tambour|pointe)\b|ET\b|OU\b|NON\b|AND\b|OR\b|XOR\b|(?:de référence )?(?:CIE\b|\d{1,2} ?°)|[«+×*=<>≤≥∇Σ&|§])"
)
NAMED_BEFORE = re.compile(
    r"\b(?:M\.|MM\.|Monsieur|Messieurs|Dr\.?|Pr\.?|Me|Maître)\s+(?:le\s+)?(?:[A-ZÀ-Ý][\w’'-]*\.?\s*){0,4},?\s*(?:le\s+)?$"
)
NAMED_AFTER = re.compile(r",?\s+(?:M\.|MM\.|Monsieur|Dr\.?|Pr\.?)\s+[A-ZÀ-Ý]")
COMPANY_BEFORE = any_case(
    r"\b(?:sociétés?|entreprises?|établissements?|marques?|groupe|maison|ets|cabinet|famille|rue|avenue|place|stade|"
    r"type|modèle|lycée|collège|école)\s+$"
)
COMPANY_AFTER = re.compile(
    r"(?:\s+[A-ZÀ-Ý&][\w&-]*){0,3}\s+(?:SA|SARL|SAS|GIE|Ltd|Inc|GmbH|et\s+[Ff]ils|&)\b"
)
_JOINS = frozenset("([·•‧∙⋅/.-–‐‑")
BOTH_SEXES_AFTER = any_case(
    r"[\s,(]{1,3}(?:quel que soit leur sexe|(?:aussi bien )?(?:femmes?\s+(?:et|ou|comme)\s+hommes?|hommes?\s+(?:et|ou|comme)\s+femmes?)|des\s+deux\s+sexes|[hf]\s?/\s?[hf]\b)"
)
_FEMININE_ENDING = any_case(
    r"(?:s?[(\[·•‧∙⋅/]-?|s?[.\-–‐‑](?=(?:e|ne|se|trice|rice|euse|ère|ière|ienne|ive|le)s?\b)|-)"
    r"(?:e|ne|se|te|le|trice|rice|euse|ière|ère|ienne|ive|esse|fe|ffe|ale|nne)(?:[.·•‧∙⋅/)-]?s)?\b\)?"
    r"|s?\s?\((?:trice|rice|euse|e|ne|ière|ère)s?\)"
)


# What makes an unknown word a trade, whatever it ends with.
_TRADE_BEFORE = any_case(
    r"\b(?:qualification|compétences?|métier|profession|recrutement|salaire|rémunération|formation continue)\s+"
    r"(?:du|de\s+l['’]|des|d['’]un|de)\s*$"
)
_QUALITY_AFTER = any_case(
    r"\s+(?:qualifiée?s?|expérimentée?s?|habilitée?s?|salariés?|novices?|débutants?|confirmés?|bénévoles?|"
    r"assermentés?|diplômés?|agréés? par)\b"
)


def has_feminine_ending(text: str, end: int) -> bool:
    """Tell whether a word that ends here goes on with its feminine: «employé(e)s», «chef·fe»."""
    sign = text[end : end + 1]
    if sign.isspace():
        sign = "(" if text[end + 1 : end + 2] == "(" else ""
    return sign in _JOINS and _FEMININE_ENDING.match(text, end) is not None


def says_trade(before: str, after: str) -> bool:
    """Tell whether the words around make an unknown word a trade: surer signs only."""
    return bool(
        _QUALITY_AFTER.match(after)
        or _ACTS.match(after)
        or _DUTIES.match(after)
        or _TRADE_BEFORE.search(before)
    )


def says_person(before: str, after: str, *, device: bool = False) -> bool:
    """Tell whether the words around speak of a person: skills, body, duties, acts.

    ``device`` is for words that are machines first: what machines do as well is not enough.
    """
    if PERSON_AFTER.match(after) or _ACTS.match(after):
        return True
    return PERSON_BEFORE.search(before) is not None or (
        not device and _DUTIES.match(after) is not None
    )


def says_thing(before: str, after: str) -> bool:
    """Tell whether the words around make it a device, an operator of signs or a substance."""
    if THING_AFTER.match(after) or says_product(before) or _SERVED.search(before):
        return True
    return before.rstrip().endswith(_FIXED_ENDS) and _FIXED_BEFORE.search(before) is not None


def says_product(before: str) -> bool:
    """Tell whether the noun, without article, says which product: «gants de soudeur»."""
    return before.endswith(_PRODUCT_ENDS) and _PRODUCT_OF.search(before) is not None


def is_named(before: str, after: str) -> bool:
    """Tell whether the noun belongs to one named person."""
    titled = "M" in before or "D" in before or "P" in before
    if titled and NAMED_BEFORE.search(before):
        return True
    titled = "M" in after or "D" in after or "P" in after
    return titled and NAMED_AFTER.match(after) is not None
