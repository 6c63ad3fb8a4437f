"""Reference persons and body dimensions in French."""

from __future__ import annotations

from review.analysis.body import Measure, loose, rules_of
from review.analysis.vocabulary import HintKind, WordingClass

REF, DIM = HintKind.REFERENCE_PERSON, HintKind.BODY_DIMENSION

BOTH = loose(
    r"\bfemmes?\b.*\bhommes?\b|\bhommes?\b.*\bfemmes?\b|\b(?:deux|chaque|par|selon le|tout|quel que soit (?:le|leur)|des) sexes?\b|"
    r"\bféminin\w*\b.*\bmasculin|\bmasculin\w*\b.*\bféminin|\bmixtes?\b|\bparité\b|paritaire|\b[HF]\s?/\s?[HF]\b|"
    r"\btravailleuses\b.*\btravailleurs\b"
)
_PERSON = (
    r"(?:personnes?|adultes?|individus?|hommes?|sujets?|utilisat(?:eur|rice)s?|usag(?:er|ère)s?|opérat(?:eur|rice)s?|"
    r"travailleu(?:r|se)s?|passag(?:er|ère)s?|conduct(?:eur|rice)s?|occupants?|patients?|porteurs?|corps humain|humain|"
    r"volontaires?|participants?|ouvri(?:er|ère)s?|salariés?|être humain|piétons?|baigneurs?|pilotes?|cavaliers?|"
    r"cyclistes?|voyageurs?|résidents?|soldats?|techniciens?|victimes?|blessés?|consommateurs?|grimpeurs?|sauveteurs?|skieurs?)"
)
_PERSON_TYPE = r"(?:personne|adulte|individu|homme|sujet|utilisateur|opérateur|travailleur|passager|conducteur|usager|occupant|consommateur|patient|ouvrier|salarié)"
_ADJ = r"(?: (?:moyenn?e?s?|adultes?|types?|valides?|assise?s?|debout|en bonne santé|de référence|standards?|suspendue?s?|seule?|théoriques?|équipée?s?))*"
_DUE = (
    "préciser la population, femmes et hommes",
    "couvrir du 5e percentile femme au 95e percentile homme",
)
_MACHINE_FORCE = loose(
    r"éprouvettes?|échantillons?|vérin|machine d'essai|ressort|boulon|traverse|dynamomètre de rupture|rupture|soudure|"
    r"béton|adhésif|arrachement|cisaillement|ancrage|câbles? |essai de traction|fil de|presse\b|piston"
)
_BODY_TEST = loose(
    r"\b(?:essai\w*|essay\w*|test\w*|évalu\w*|mesur\w*|panels?|jury|dégust\w*|not[ée]\w*|port\w*|sensori\w*|épreuve|expériment\w*|appréci\w*|juge\w*|reconnaiss\w*|validation|acceptabilité|confort|perception|préférence|aptitude à l'emploi|statisti\w*|vérifi\w*|questionn\w*|enquêt\w*)"
)

_PANEL_PEOPLE = r"(?:sujets?|personnes?|dégustateurs?|évaluateurs?|assesseurs?|volontaires?|participants?|testeurs?|utilisateurs?|juges?|consommateurs?|panélistes?|auditeurs|observateurs?|travailleurs?|opérateurs?|adultes?|individus|étudiants?|soldats)"
_COUNT = r"(?:\d{1,4}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|seize|vingt|vingt-cinq|trente|quarante|cinquante|soixante|cent|une? dizaine d(?:e |')|une? douzaine d(?:e |')|une? vingtaine d(?:e |')|une? trentaine d(?:e |'))"

MEASURES: dict[str, tuple[Measure, ...]] = {
    # a person taken as type
    "moyen moyenne moyens moyennes type types standard référence reference lambda": (
        Measure("fr.reference_person", REF, loose(r"\bhommes?(?: |-)(?:adulte )?(?:moyen|type|standard|de référence)s?\b"), wording_class=WordingClass.A, alternatives=("personne de référence, femmes et hommes",)),
        Measure("fr.reference_person", REF, loose(rf"\b{_PERSON_TYPE}s?(?: |-)(?:adulte |humain )?(?:moyen(?:ne)?|types?|standard|de référence|lambda)s?\b"), unless=loose(r"personnes? de référence (?:du|des) ménages?|type de (?:personne|public)|utilisateurs? types? de données"), alternatives=_DUE),
        Measure("fr.reference_person", REF, loose(r"\b(?:corpulence|stature|taille|morphologie|constitution|force) moyenne\b"), only=loose(rf"\b{_PERSON}\b|corps|population|vêtement"), alternatives=_DUE),
        Measure("fr.reference_person", REF, loose(r"\b(?:corps|humain|main|tête) (?:humaine? )?(?:de référence|type|standard|moyenn?e?)\b"), alternatives=_DUE),
    ),
    "adulte": (
        Measure("fr.reference_person", REF, loose(r"\bhommes? adultes?(?: en bonne santé)?(?: (?:de|d'environ|pesant|mesurant) {n} ?(?:kg|m|cm|ans))?"), alternatives=_DUE),
    ),
    "hybrid thor eurosid worldsid biorid mannequin mannequins": (
        Measure("fr.dummy", REF, loose(r"\b(?:mannequins?(?:(?: \S+){0,3}? Hybrid ?(?:III|3))?|Hybrid ?(?:III|II|3)|THOR(?:-\w+)?|EuroSID(?:-?\w+)?|WorldSID|BioRID)(?: (?:anthropo\w+|d'essai|thermiques?|de choc|articulés?|de forme))?(?: (?:du |de |au )?\d{1,2} ?e(?:r|me)? (?:per)?centile)?(?: (?:masculin|homme|adulte)s?)?"),
            unless=loose(r"vitrines?|couture|mode\b|défilé|présentoir|publicit|mannequins? (?:femmes?|féminin)|\bTHOR\b.{0,15}(?:réseau|nœud)"), alternatives=("préciser le sexe et la taille du mannequin", "employer aussi un mannequin femme")),
    ),
    "tête têtes main torse": (
        Measure("fr.dummy", REF, loose(r"\b(?:fausses? têtes?(?: d'essai)?|têtes? (?:factices?|d'essai|artificielles?|normalisées?)|mains? (?:artificielles?|factices?)|torses? (?:d'essai|factices?|rigides?))\b"), alternatives=("préciser la population que représente la forme d’essai",)),
        Measure("fr.size", DIM, loose(r"\b(?:tours?|périmètres?|circonférences?|largeurs?|longueurs?) (?:de (?:la )?|du )(?:tête|main)s?(?: (?:de|compris entre|comprise entre|est de|:) ?{n} ?(?:mm|cm)?)?"), alternatives=_DUE),
    ),
    # percentiles
    "percentile percentiles centile centiles": (
        Measure("fr.percentile", REF, loose(r"\b(?:du |entre le |le |au |aux )?(?:\d{1,2} ?(?:e|er|è|ème|ᵉ)s?(?: percentiles?)? (?:au|et(?: le)?|aux?|à) )?(?:le )?\d{1,2} ?(?:e|er|è|ème|ᵉ)s? (?:per)?centiles?(?: (?:masculin|homme|des hommes))?|\b(?:per)?centiles?(?: |-)(?:P ?)?\d{1,2}(?: (?:à|et|au) \d{1,2})?|\bP ?\d{1,2}\b.{0,30}(?:per)?centiles?|\b(?:per)?centiles? (?:anthropométriques?|masculins?|des dimensions|de la population)"),
            only=loose(rf"anthropom|mannequin|population|\b{_PERSON}\b|stature|taille|dimension|atteinte|mains?\b|corps|masculin|homme|bras|jambe|hauteur|accès|poste|ergonom|buste|siège|dossier|prévue? pour|conçue? pour|\d{{1,2}} ?(?:e|er|ème|ᵉ)s?(?: percentiles?)? (?:au|et(?: le)?|à) \d{{1,2}} ?(?:e|ème|ᵉ)"),
            unless=loose(r"concentration|temps de (?:réponse|service)|débit (?!resp)|niveaux? (?:sonore|d'eau|de bruit)|latence|vent\b|pluie|précipit|consommation d|incertitude|trafic|revenu|émissions?|teneurs?|turbidité|température|vibration|percentiles? femme|femmes?\b|féminin"), alternatives=_DUE),
    ),
    "p p5 p50 p95": (
        Measure("fr.percentile", REF, loose(r"\bP ?(?:1|5|10)(?: (?:au|à|et) | ?[-–] ?)P ?(?:90|95|99)\b"), alternatives=_DUE),
    ),
    # test panels
    "panel panels jury groupe groupes échantillon panélistes comité": (
        Measure("fr.panel", REF, loose(rf"\b(?:panels?|jury|groupes?|échantillons?)(?: (?:d'essai|de dégustation|sensoriel|d'analyse sensorielle|d'évaluation|entraîné|qualifié|représentatif|test|d'utilisateurs))*,?(?: (?:est |sera |doit être )?(?:composé|constitué|formé)e?)? ?(?:d'au moins|de|d'environ|comprend(?: au moins)?|comporte(?: au moins)?|compte(?: au moins)?|doit comprendre(?: au moins)?|réuni(?:t|ssant)(?: au moins)?|:) {_COUNT}(?: ?(?:à|ou) {_COUNT})? ?(?:\w+ )?{_PANEL_PEOPLE}"), alternatives=("préciser la composition par sexe", "autant de femmes que d’hommes")),
        Measure("fr.panel", REF, loose(rf"\b(?:panels?|jury) (?:de |d')(?:{_PANEL_PEOPLE}|dégustation|consommateurs)(?: (?:qualifiés?|entraînés?|experts?|naïfs?|formés?))*"), unless=loose(r"\bjury d'examen|\bpanels? (?:de |d')(?:indicateurs|données)"), alternatives=("préciser la composition par sexe",)),
    ),
    "sujets volontaires dégustateurs assesseurs participants testeurs personnes juges consommateurs utilisateurs évaluateurs adultes observateurs travailleurs opérateurs porteurs": (
        Measure("fr.panel", REF, loose(rf"\b(?:au moins |un minimum de |par |sur |auprès de |à |avec |de |d'|chez |minimum )?{_COUNT} ?(?:(?:à|ou|-|–) {_COUNT} )?(?:sujets|volontaires|assesseurs|panélistes|testeurs|dégustateurs)(?: (?:humains?|adultes?|sains?|en bonne santé|entraînés?|qualifiés?|non entraînés?|d'essai|experts?|âgés de {{n}} (?:à {{n}} )?ans))*"), alternatives=("préciser la composition par sexe", "autant de femmes que d’hommes")),
        Measure("fr.panel", REF, loose(rf"\b(?:au moins |un minimum de |par |sur |auprès de |avec )?{_COUNT} ?(?:(?:à|ou) {_COUNT} )?(?:participants|personnes|juges|consommateurs|utilisateurs|évaluateurs|adultes|observateurs|travailleurs|opérateurs|porteurs|analystes)(?: (?:adultes?|sains?|en bonne santé|entraînée?s?|qualifiée?s?|formée?s?|différente?s|potentiels?|non entraînés?|âgée?s de {{n}} (?:à {{n}} )?ans))*\b"),
            only=_BODY_TEST, unless=loose(r"effectif|entreprises? de|salles?|capacité|ascenseur|évacu|réunion|formation de|équipe de|plus de \d+ personnes|places|ménages? de|comité|signataires|quorum|établissement|logement|dispensateurs|soulev|portée? (?:par|à) (?:deux|trois|quatre)|manutention"), alternatives=("préciser la composition par sexe", "autant de femmes que d’hommes")),
        Measure("fr.panel", REF, loose(r"\b(?:essai\w*|testée?s?|évaluée?s?|portée?s?|mesurée?s?) (?:effectuée?s? |réalisée?s? |conduite?s? )?(?:sur|par|auprès de|chez) (?:des|plusieurs) (?:sujets|volontaires|testeurs|dégustateurs)(?: (?:sains|entraînés|humains))?\b"), alternatives=("préciser la composition par sexe",)),
    ),
    # mass of a person, load for a person
    "kg kilogrammes kilos": (
        Measure("fr.reference_person", REF, loose(rf"\b{_PERSON}{_ADJ}(?: (?:nue?|équipée?s?))?,?(?: (?:dont la masse est|ayant|d'une|présentant))?(?: (?:supposée?s?|considérée?s?))?(?: (?:une )?(?:masse|poids))? ?(?:de|d'environ|pesant(?: (?:au plus|jusqu'à|environ))?|à|=|:|moyenne de|corporelle de|jusqu'à|compte(?:nt)? pour|est compté(?:e)? pour|\() ?{{n}} ?(?:kg|kilogrammes|kilos)"), unless=loose(r"charges? (?:de|maximale|d'essai|statique|totale)|ascenseur|cabine|capacité"), alternatives=_DUE),
        Measure("fr.mass", DIM, loose(r"\b(?:masse|poids)(?: (?:moyenne?|nominale?|maximale?|maximum|type|de référence|admissible|total[e]?))* (?:corporel(?:le)?|(?:du|de l'|d'un|d'une|des|de la|d') ?" + _PERSON + r")(?:[^.;]{0,45}?) ?{n} ?(?:kg|kilogrammes|kilos)"), alternatives=_DUE),
        Measure("fr.lifting", DIM, loose(r"\b(?:charges?|masses?|poids|sacs?|colis|fardeaux?|objets?|bouteilles?|récipients?|bidons?|cartons?|briques?|blocs?|unités?|emballages?|seaux?|paquets?)\b[^.;]{0,90}?{n} ?(?:kg|kilogrammes|kilos)(?:[^.;]{0,12}(?:par personne|par travailleur|par opérateur))?"), only=loose(r"manutention|manuel|à la main|à bras|soulev|soulèv|levée?s? (?:par|à|sans)|\bport(?:er|ée?s?|age|ent?) (?:par|à|sur|manuel|seul|une?|des|la|les|d')|par (?:un|une|deux|l'|chaque|tout|le|la)?\s?(?:seule? )?(?:personne|opérateur|travailleur|ouvrier|homme|femme|manutentionnaire)|à dos|sur (?:la tête|l'épaule|le dos)|levage par|transport manuel"), unless=loose(r"pont roulant|palan|grue|chariot élévateur|treuil|élingue|transpalette"), alternatives=("donner la source de la charge et la population couverte",)),
        Measure("fr.lifting", DIM, loose(r"\b(?:soulever|soulevée?s?|porter|portée?s?|lever|portage|manutentionn\w+|levage manuel|manutention manuelle)\b[^.;]{0,70}?{n} ?(?:kg|kilogrammes|kilos)"), unless=loose(r"pont roulant|palan|grue|chariot|treuil|élingue|portée? (?:nominale|à l'ébullition|de la balance|maximale)|étagère|structure|plancher|balance|marquage|mention|support|crochet|capacité"), alternatives=("donner la source de la charge et la population couverte",)),
        Measure("fr.mass", DIM, loose(r"\bmasse (?:d'essai )?(?:de |égale à )?{n} ?(?:kg|kilogrammes|kilos)[^.;]{0,40}?(?:représent\w+|simul\w+|correspond\w+ à|équival\w+)[^.;]{0,20}?(?:personne|adulte|utilisateur|corps|opérateur|passager|homme|occupant)"), alternatives=_DUE),
        Measure("fr.mass", DIM, loose(r"{n} ?(?:kg|kilogrammes|kilos)(?: par (?:personne|occupant|passager|utilisateur|voyageur)| de (?:masse|poids) corporel(?:le)?)"), unless=loose(r"mg/kg|déchets|ordures|émissions|CO2|consomm\w+ (?:de|en)|céréale|an\b"), alternatives=_DUE),
        Measure("fr.mass", DIM, loose(r"\b(?:masse|poids) (?:supposée? |conventionnel(?:le)? |forfaitaire )?(?:de|d'environ) {n} ?(?:kg|kilogrammes|kilos)"), only=loose(rf"\b{_PERSON}\b|corporel|corps"), unless=loose(r"charges? d'essai|appareil|machine|colis|équipement de|véhicule|bloc|marteau|extincteur|masse (?:de l|du|des|volumique|totale)"), alternatives=_DUE),
    ),
    "corporelle corporel": (
        Measure("fr.surface", DIM, loose(r"\bsurface corporelle(?:[^.;]{0,30}?{n} ?m(?:²|2))?"), alternatives=_DUE),
        Measure("fr.mass", DIM, loose(r"\b(?:masse|poids) corporel(?:le)?(?:[^.;]{0,30}?{n} ?kg)?"), unless=loose(r"(?:mg|µg|g|kg)(?:/| par )?(?:kg|kilogramme)(?: de)? (?:poids|masse) corporel|par kilogramme|indice de masse|proportionnel"), alternatives=_DUE),
    ),
    "corps peau": (
        Measure("fr.surface", DIM, loose(r"\b(?:surface|aire)s? (?:du corps|cutanée|de (?:la )?peau(?: exposée)?)[^.;]{0,40}?{n} ?(?:m(?:²|2)|cm(?:²|2))"), alternatives=_DUE),
    ),
    # stature
    "stature statures": (Measure("fr.stature", DIM, loose(r"\bstatures?(?:[^.;]{0,40}?{n} ?(?:m|cm|mm)\b)?"), unless=loose(r"stature (?:internationale|nationale)"), alternatives=_DUE),),
    "m cm mm mètre mètres": (
        Measure("fr.reference_person", REF, loose(rf"\b{_PERSON}{_ADJ} (?:de|mesurant|d'une (?:taille|stature|hauteur) de|d'environ|ayant une taille de) ?(?:1[.,]\d{{1,2}} ?m(?:ètres?)?\b(?: ?\d\d\b)?|1[ \u00a0\u202f]?[4-9]\d{{2}} ?mm\b|1[4-9]\d ?cm\b)"), alternatives=_DUE),
        Measure("fr.stature", DIM, loose(rf"\b(?:taille|hauteur|stature|grandeur)(?: moyenne)? (?:d'une?|de l'|du|des|de la|d') ?{_PERSON}(?: \w+)?[^.;]{{0,25}}?{{n}} ?(?:m|cm|mm)\b"), alternatives=_DUE),
        Measure("fr.stature", DIM, loose(r"\bmesur(?:ant|e|ent) (?:au moins |environ |en moyenne |plus de |moins de |entre )?(?:1[.,]\d{1,2} ?m\b|1[4-9]\d ?cm\b)"), only=loose(rf"\b{_PERSON}\b"), alternatives=_DUE),
        Measure("fr.reach", DIM, loose(r"\bhauteurs? (?:des yeux|de l'œil|des coudes?|du coude|des épaules?|de préhension|poplitée)[^.;]{0,30}?{n} ?(?:m|cm|mm)\b"), alternatives=_DUE),
        Measure("fr.reach", DIM, loose(r"\b(?:à portée de (?:la )?main|portée (?:du|des|de) bras|zone d'atteinte|distance d'atteinte|atteinte (?:de la main|manuelle|des mains|maximale)|volume d'atteinte|allonge)\b(?:[^.;]{0,40}?{n} ?(?:m|cm|mm)\b)?"), alternatives=_DUE),
        Measure("fr.grip", DIM, loose(r"\b(?:poignées?|mains? courantes?|manches?|barres? d'appui|préhension)\b[^.;]{0,60}?(?:diamètre|section|épaisseur|circonférence|dégagement|ouverture|espace)[^.;]{0,40}?{n} ?(?:cm|mm)\b|\bdiamètre (?:de préhension|de la poignée|du manche|des poignées|des mains courantes)[^.;]{0,30}?{n} ?(?:cm|mm)\b"), alternatives=("donner la source et la population couverte",)),
        Measure("fr.reach", DIM, loose(r"\b(?:œil|yeux|regard)\b[^.;]{0,30}?{n} ?(?:m|cm|mm)\b(?=[^.;]{0,20}\b(?:sol|plancher|assise|plan)\b)"), alternatives=_DUE),
        Measure("fr.size", DIM, loose(r"\b(?:mains?|doigts?|pieds?|têtes?) (?:de |d'une |dont la )(?:largeur|longueur|épaisseur)[^.;]{0,25}?{n} ?(?:cm|mm)\b"), only=loose(rf"poign|gant|prise|chaussure|casque|corps|\b{_PERSON}\b|convien"), alternatives=_DUE),
        Measure("fr.size", DIM, loose(r"\b(?:tours?|périmètres?|circonférences?|longueurs?|largeurs?|diamètres?) (?:de |du |de la |des |d')(?:poitrine|taille|hanches?|cou|bras|poignet|pieds?|doigts?|paume|crân\w+|bassin|cuisse|mollet|épaules)[^.;]{0,40}?{n} ?(?:m|cm|mm)\b"), unless=loose(r"pieds? (?:de la (?:table|machine|chaise|lampe)|du (?:meuble|support|poteau)|réglables?|en (?:bois|acier|métal))|doigts? d'épreuve"), alternatives=_DUE),
    ),
    "portée atteinte allonge": (
        Measure("fr.reach", DIM, loose(r"\b(?:à portée de (?:la )?main|portée (?:du|des|de) bras|zones? d'atteinte|distances? d'atteinte|limites? d'atteinte|atteinte (?:de la main|manuelle|des mains)|volumes? d'atteinte)(?:[^.;]{0,40}?{n} ?(?:m|cm|mm)\b)?"), unless=loose(r"portée du bras (?:de la grue|du robot)|grue|robot|atteinte à l"), alternatives=_DUE),
    ),
    "préhension grip": (Measure("fr.grip", DIM, loose(r"\b(?:forces?|diamètres?|espaces?|capacités?|surfaces?|largeurs?) de préhension(?:[^.;]{0,40}?{n} ?(?:N|mm|cm)\b)?"), unless=loose(r"robot|préhenseur|pince (?:du|de)"), alternatives=_DUE),),
    "yeux œil coude coudes épaule épaules": (
        Measure("fr.reach", DIM, loose(r"\b(?:à )?hauteurs? (?:des yeux|de l'œil|des coudes?|du coude|des épaules?|de l'épaule|d'épaule|d'œil|de coude)(?:[^.;]{0,30}?{n} ?(?:m|cm|mm)\b)?"), alternatives=_DUE),
    ),
    "poitrine hanches cou pointure pointures crâne gants gant doigt doigts crânien hanche": (
        Measure("fr.size", DIM, loose(r"\b(?:tours?|périmètres?|circonférences?) (?:de |du |des )?(?:poitrine|hanches?|cou|bras|crânien|crâne|doigts?|bassin)(?:[^.;]{0,30}?{n} ?(?:mm|cm)\b)?|\bpointures?(?: (?:de|du|françaises?|européennes?|comprises? entre|allant du?))*(?: ?\d{2}(?: (?:à|au|et) \d{2})?)?|\btailles? (?:de |des )gants? ?(?:de )?\d{1,2}(?:[.,]5)?(?: à \d{1,2})?|\btailles? (?:de la |de )main\b"), alternatives=_DUE),
    ),
    "taille tailles": (
        Measure("fr.size", DIM, loose(r"\btailles? (?:de )?\d{1,2}(?:[.,]5)?(?: (?:à|et|au) \d{1,2})?\b"), only=loose(r"\b(?:gants?|chaussures?|bottes?|vêtements?|combinaisons?|harnais|gilets?|casques?|masques?|tabliers?|tenues?)\b"), unless=loose(r"taille \d+ (?:mm|µm|cm)"), alternatives=_DUE),
    ),
    # forces
    "n dan newtons newton": (
        Measure("fr.force", DIM, loose(r"\b(?:forces?|efforts?|couples?|pression|poussée|traction)\b[^.;]{0,110}?{n} ?(?:N|daN|newtons?|N[·.]?m)\b"), only=loose(r"à la main|de la main|manuel|d'une (?:seule )?main|du pied|au pied|avec le pied|sur la pédale|d'actionnement|de manœuvre|d'ouverture|d'enclenchement|de commande|à exercer|exercée? par (?:l'|une?|le|la)|par (?:l'opérateur|l'utilisateur|une personne|un adulte|le conducteur)|poignée|manivelle|volant\b|levier|pédale|du doigt|avec le doigt|bouton|détente|gâchette|déverrouill|pour ouvrir|pour (?:tirer|pousser|tourner)|pouss(?:er|ée?s?)\b|tir(?:er|ée?s?)\b|opérateur|utilisateur|de préhension|pour déplacer|de serrage de la main"), unless=_MACHINE_FORCE, alternatives=("donner la source de la force et la population couverte",)),
    ),
    "force effort forces efforts": (
        Measure("fr.force", DIM, loose(r"\b(?:force|effort)s? (?:(?:maximale?s?|maximum|minimale?s?|musculaires?|physiques?) )*(?:exercée?s? (?:à la main|avec la main|manuellement|par la main|au pied|par l'opérateur|par l'utilisateur|par une personne|du pied)|musculaires?|manuel(?:le)?s?|de préhension|physiques? (?:de l'opérateur|maximal|exigé|requis)|de la main|des doigts|du bras)(?:[^.;]{0,40}?{n} ?(?:N|daN)\b)?"), unless=loose(r"robot|éprouvette"), alternatives=("donner la source de la force et la population couverte",)),
    ),
    # breathing and heat
    "respiratoire respiratoires ventilatoire pulmonaire inhalé respiration inspiré inhalation respiré respirant": (
        Measure("fr.breathing", DIM, loose(r"\b(?:débits? (?:respiratoire|ventilatoire|inspiratoire|d'air (?:inhalé|respiré))s?|volumes? (?:courants?|respiratoires?|minute|d'air (?:inhalé|inspiré|respiré))|ventilation pulmonaire|fréquence respiratoire|capacité (?:pulmonaire|vitale|respiratoire)|taux d'inhalation|rythme respiratoire|simulateur respiratoire|machine respiratoire|respiration artificielle)(?:[^.;]{0,50}?{n} ?(?:L/min|l/min|litres?(?: par minute)?|m(?:³|3)(?:/(?:h|j|jour))?|L|cycles?/min|respirations?(?: par minute)?|mL))?"), unless=loose(r"appareils? de protection respiratoire(?! \w+ débit)"), alternatives=_DUE),
    ),
    "oxygène vo": (
        Measure("fr.breathing", DIM, loose(r"\b(?:consommation(?: maximale)? d'oxygène|vo(?:2|₂)(?: ?max)?)[^.;]{0,50}?{n} ?(?:L/min|l/min|mL/(?:min|kg)|ml/(?:min|kg))"), unless=loose(r"moteur|bactéri|boues|échantillon|DBO|DCO"), alternatives=_DUE),
    ),
    "met mets clo métabolique métabolisme": (
        Measure("fr.thermal", REF, loose(r"{n} ?(?:met|clo)\b"), alternatives=("donner la population et l’activité",)),
        Measure("fr.thermal", REF, loose(r"\b(?:métabolisme(?: énergétique| de base)?|taux métabolique|débit métabolique|dépense métabolique)(?:[^.;]{0,60}?{n} ?(?:W/m(?:²|2)|W|kcal|kJ))?"), unless=loose(r"métabolisme (?:d(?:es|u|e la) (?:plant|bactér|micro|levure|médicament|substance|glucose)|bactérien|végétal|microb)"), only=loose(r"W|kcal|kJ|activité|travail|therm|chaleur|confort|énergétique|effort|personne|opérateur"), alternatives=("donner la population et l’activité",)),
    ),
    # age
    "ans": (
        Measure("fr.reference_person", REF, loose(r"\b(?:adultes?|hommes?|sujets?|volontaires|individus?|personnes? en bonne santé)(?: (?:en bonne santé|jeunes?|sains?|moyens?))*,? ?(?:de|âgée?s? (?:de|d'environ|entre)|ayant entre) ?\d{2}(?: ?(?:à|et|-|–) ?\d{2})? ans"), unless=loose(r"permis|mineur|majeur|retraite|inscription|accès interdit|de plus de 18"), alternatives=_DUE),
    ),
}  # fmt: skip

TABLE = rules_of(MEASURES, BOTH)
