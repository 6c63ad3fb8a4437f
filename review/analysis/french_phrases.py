"""French phrases and pronouns of the lexicon: heures-homme, «l’homme», ceux qui, bon père de famille."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.analysis.patterns import any_case, looks
from review.analysis.phrases import Phrase, rules_of
from review.analysis.reading import Found, Page, Rule
from review.analysis.suggestions import lexicon_alternatives
from review.analysis.vocabulary import HintKind, WordingClass

A, B, C = WordingClass.A, WordingClass.B, WordingClass.C

_WOMEN = looks(
    r"\bfemmes?\b|\bsexes?\b|\bféminin|\bmixtes?\b|\btailles? hommes?\b|\b[hf]\s?/\s?[hf]\b"
)
# A requirement that is really about men: sizes, rooms, health, clothes.
_MALE_TOPIC = looks(
    r"\b(?:pour|d'|des|les|aux) hommes?\b.{0,3}(?=\s*(?:et enfants|:|$))|\b(?:tailles?|chaussures?|"
    r"vêtements?|chemises?|pantalons?|costumes?|sous-vêtements?|vestiaires?|toilettes|sanitaires|douches|latrines|"
    r"prostat\w+|barbe|rasoirs?|parfums?|montres?|pointures?|urinoirs?|coupe|boubous?|habillement|mode|confection|article)\b"
)
_HUMAN = (
    r"(?:travaill|souhait|port|manipul|utilis|particip|exerc|suiv|dirig|déclar|signe|conn?aiss|"
    r"désir|demand|veulent|veut|doivent|doit|peuvent|ont (?:suivi|reçu|participé|été formés)|n'ont|sont (?:chargés|formés|exposés|"
    r"responsables|habilités|présents|concernés|appelés|employés|titulaires|affectés)|achèt|vend|produis|cultiv|conduis|command|occup|"
    r"prépar|emploi|réalis|effectu|rédig|interv|assist|habit|viv|fréquent|consomm|voyag|pratiqu|enseign|approuv|vot|contrôl|soign|"
    r"respect|gèr|installent|fabriqu|concev|conçoi|élabor|install|exploit|transport|possèd|détienn|écri|soud|mesur|conseill|inspect|nettoi|entretienn|décid|lis|savent|nous|s'|se |en ont|y (?:travaill|habit|viv))"
)

PHRASES: tuple[tuple[str, Phrase], ...] = (
    # heures-homme and the like
    (
        "heure heures jour jours journée journées mois année années semaine semaines",
        Phrase("FR41", A, looks(r"(?:heures?|jours?|journées?|mois|années?|semaines?)(?:\s?[-‐‑/.·]\s?|\s+)hommes?\b"),
               swap=(r"homme", ("personne",))),
    ),
    (
        "homme hommes",
        Phrase("FR41", A, looks(r"hommes?\s?[-‐‑/·×.]\s?(?:h|heures?|jours?|j|mois|années?|ans?|semaines?)\b"), swap=(r"homme", ("personne",))),
    ),
    # homme: set phrases first, then the generic man
    ("homme hommes", Phrase("FR46", A, looks(r"hommes? (?:de métier|de l'art|de loi)\b"))),
    ("homme hommes", Phrase("FR47", A, looks(r"hommes? d'affaires\b"))),
    (
        "homme hommes",
        Phrase("FR45", A, looks(r"hommes? (?:d'équipage|de quart|d'entretien|de peine|de main|à tout faire|de ménage|de terrain|de troupe)\b"),
               alternatives=("membre(s) de l’équipe", "personnel")),
    ),
    ("homme", Phrase("FR45", B, looks(r"homme[-‐‑/ ](?:machine|système|robot|ordinateur|environnement)s?\b"), swap=(r"homme", ("humain", "personne")))),
    ("homme", Phrase("FR76", B, looks(r"homme~mort\b"))),
    ("dispositif", Phrase("FR76", B, looks(r"dispositif (?:de l'|d'|à )?homme~mort\b"))),
    ("trou trous", Phrase("FR75", B, looks(r"trous?(?: |-)d'homme\b"))),
    ("hauteur", Phrase("FR78", A, looks(r"hauteur d'hommes?\b"))),
    ("taille", Phrase("FR78", A, looks(r"taille d'homme\b"))),
    ("dos", Phrase("FR79", A, looks(r"dos d'homme\b"), alternatives=("portage par une personne",))),
    ("force forces", Phrase("FR79", A, looks(r"forces? (?:d'un homme|d'hommes?|de l'homme|de \w+ hommes)\b"))),
    ("homme", Phrase("FR79", A, looks(r"homme(?: seul)? (?:peut|puisse|doit pouvoir) (?:porter|soulever|lever|tirer|pousser|manœuvrer|déplacer|actionner)\b"))),
    (
        "droits droit",
        Phrase("FR37", C, looks(r"droits? de l'homme\b"),
               unless_before=looks(r"\b(?:universelle|africaine|européenne|nationale|internationale|Commission|Charte|Cour|Convention|Déclaration|Conseil|Ligue|Haut~commissariat(?: des nations unies)?)(?: \w+){0,3} (?:des|aux) $"),
               unless_after=looks(r" et (?:du citoyen|des peuples)\b")),
    ),
    ("fabriqué fabriquée fabriqués fabriquées créé créée causé causée faites fait faits construit construits produit produits provoqué provoquées transformé",
     Phrase("FR77", B, looks(r"\w+ (?:par|de la main de) l'homme\b"))),
    # one-word and family phrases
    ("mademoiselle mesdemoiselles", Phrase("FR38", A, looks(r"\w+"))),
    ("nom noms", Phrase("FR39", A, looks(r"noms? (?:de jeune fille|d'(?:époux|épouse|époux\(se\))|de fille|marital)\b"))),
    ("bon", Phrase("FR69", A, looks(r"bon père de famille\b"))),
    ("père", Phrase("FR69", A, looks(r"père de famille\b"))),
    ("sexe", Phrase("FR70", A, looks(r"sexe (?:faible|fort)\b"))),
    ("beau", Phrase("FR70", A, looks(r"beau sexe\b"))),
    ("travail travaux métier métiers tâche tâches", Phrase("FR70", A, looks(r"(?:travail|travaux|métiers?|tâches?) (?:de (?:femmes?|bonne femme)|d'hommes?|pour hommes?|féminine?s?|masculine?s?)\b"))),
    ("virile viril", Phrase("FR70", A, looks(r"viril(?:e|s|es)?\b"))),
    ("femme femmes", Phrase("FR66", A, looks(r"femmes? (?:de (?:ménage|chambre|service|charge)|d'entretien|à tout faire)\b"))),
    ("fille filles", Phrase("FR66", A, looks(r"filles? (?:de salle|de cuisine|de service)\b"))),
    ("bonne bonnes", Phrase("FR66", A, looks(r"bonnes?(?: à tout faire\b|(?= (?:de maison|d'enfants)\b))"))),
    ("garçon garçons", Phrase("FR66", B, looks(r"garçons? (?:de (?:café|salle|bureau|course))\b"), alternatives=("personnel de service",))),
    ("ménagère ménagères", Phrase("FR66", B, looks(r"ménagères?\b"),
        unless_before=looks(r"\b(?:ordures?|eaux?|déchets?|économie|vaisselle|tâches?|activités?|batteries?|enquêtes?|consommation|dépenses?|cuisine|unités?|collectes?|poubelles?|panier de la) (?:\w+ )?$"),
        alternatives=("personne qui tient le foyer", "ménages"))),
    ("épouse épouses", Phrase("FR71", A, looks(r"épouses?\b"), unless_before=looks(r"\b(?:époux|mari)(?: ou| et|/)(?: d'| de)?(?: l'| leur| son| une?)?\s?$|\b(?:il|elle|forme|qui|on)\s+$"),
        unless_after=looks(r"\s+(?:la|le|les|ou (?:l')?(?:époux|mari)|et (?:l')?époux)"))),
    ("mari maris", Phrase("FR71", B, looks(r"maris?\b"), unless=looks(r"\b(?:épouse|femme|conjointe)s?\b"))),
    ("maman mamans", Phrase("FR68", B, looks(r"mamans?\b"), unless=looks(r"\bpapas?\b"))),
    ("mère mères", Phrase("FR68", B, looks(r"mères?\b"),
        unless_before=looks(r"(?:\b(?:solutions?|eaux?|sociétés?|maisons?|cellules?|cartes?|langues?|plantes?|bobines?|roches?|liqueurs?|entreprises?|brebis|chèvres?|vaches?|truies?|suspensions?|poches?|fichiers?|idée|reine|animaux|souches?|mélanges?|arbres?|pieds?|vigne|fût|moule|dure|pie|organismes?|normes?)[ -]|grand~|belle~|du côté de la |grands~|\w[-‐‑])$"),
        unless=looks(r"allait|lait maternel|\bsein\b|enceinte|grossesse|accouch|matern|lactation|\bpères?\b|mère de vinaigre|brebis|agne|veau|truie|porcel|placenta|fœt|prénatal|chevr|poulain|\bfilles?\b"),
        unless_after=looks(r"\s+(?:de vinaigre|biologique|porteuse|patrie|du vinaigre|adoptive)"))),
    ("carte cartes", Phrase("FR74", C, looks(r"cartes? (?:filles?|mères?)\b"))),
    ("maître maîtres", Phrase("FR72", C, looks(r"maîtres?(?: |-)d'(?:œuvre|oeuvre|ouvrage)s?\b"))),
    ("maître maîtres", Phrase("FR73", B, looks(r"maîtres?(?:\s?[-‐‑/]\s?|\s+(?:et\s+|à\s+|ou\s+)?(?:l'|d')?)esclaves?\b"))),
    ("esclave esclaves", Phrase("FR73", B, looks(r"esclaves?\b"), only=looks(r"\bmaîtres?\b|bus|module|horloge|nœud|automate|Modbus|liaison|équipement"), unless=looks(r"maîtres?(?:\s?[-‐‑/]\s?|\s+(?:et\s+|à\s+)?(?:l'|d')?)esclaves?|humain|travail|traite"))),
    ("sage sages", Phrase("FR67", C, looks(r"sages?[-‐‑ ]femmes?\b"), unless=looks(r"maïeuticien"))),
    ("infirmières infirmière", Phrase("FR44", A, looks(r"infirmières?\b"), unless=looks(r"\binfirmiers?\b"))),
    ("caissières caissière secrétaires hôtesses hôtesse nourrices nourrice nounou puéricultrices puéricultrice cuisinières",
     Phrase("fr.feminine_generic", B, looks(r"(?:caissières?|hôtesses?|nourrices?|nounous?|puéricultrices?)\b"), unless=looks(r"\bcaissiers?\b|\bpuériculteurs?\b|\bhôtes\b"),
            alternatives=("personnel d’accueil", "personne qui garde l’enfant", "personnel de caisse"))),
    ("ayant ayants", Phrase("fr.person_noun", B, looks(r"ayants?~droits?\b"), unless_before=looks(r"\b(?:personnes?|parties?|membres?) $"), alternatives=("bénéficiaire(s)", "personne(s) ayant droit"))),
    ("dactylo dactylos", Phrase("FR22", C, looks(r"dactylos?\b"))),
    ("messieurs", Phrase("FR38", B, looks(r"messieurs\b"), unless=looks(r"mesdames"), alternatives=("Mesdames et Messieurs",))),
)  # fmt: skip

_GENERIC_MAN = looks(
    r"(?:\b(?:l'|les |d'un |un |des |aux |d'|de deux |de trois |deux |trois |quatre |tout |chaque |\d ))$"
)
_JOINED = re.compile(r"(?![-‐‑]machine)\s?[-‐‑/]\s?\w")
_REFERENCE = looks(
    r" (?:moyens?|adultes?|standards?|types?|de référence|de \d+|du \d+|mesurant|pesant)\b|'"
)
_NAMES = looks(r"\b(?:musée de l'|prud'|gentil|sur)$|\b(?:droits?) (?:de l')$")


def read_man(page: Page, index: int) -> Iterator[Found]:
    """Read «l’homme», «les hommes» said of everybody (FR45); pairs and men's own matters pass."""
    start, end = page.starts[index], page.ends[index]
    before, after = page.before(index), page.after(index)
    if page.zones.covers(start) or not _GENERIC_MAN.search(before) or _NAMES.search(before):
        return
    if _JOINED.match(page.lower, end):
        return
    sentence = page.sentence(index)
    if _WOMEN.search(sentence) or _REFERENCE.match(after):
        return
    plural = page.words[index] == "hommes"
    if (plural or not before.rstrip().endswith(("l'", "l’"))) and _MALE_TOPIC.search(sentence):
        return
    if re.match(r"\s+(?:de (?:métier|l['’]art|loi)|d['’]affaires|mort|peut|puisse)\b", after):
        return
    yield Found(start, end, HintKind.WORDING, A, "FR45", lexicon_alternatives("FR45"))


_CEUX_AFTER = looks(
    rf" (?:qui(?: (?:ne |n'|en |y |se |s'|les |l'|la |le )?{_HUMAN})|dont (?:la fonction|le travail|l'emploi|le métier|les enfants)|ayant (?:suivi|reçu|participé|une formation)|que (?:l'on|la norme) (?:emploie|protège))"
)


def read_those(page: Page, index: int) -> Iterator[Found]:
    """Read «ceux qui travaillent» (FR31): those who do what people do, not what things do."""
    start, end = page.starts[index], page.ends[index]
    if page.zones.covers(start) or re.search(
        r"\bcelles(?:\s+(?:et|ou)|\s*/)\s*(?:tous\s+)?$", page.before(index)
    ):
        return
    after = page.after(index)
    if re.match(r"\s*(?:[-‐‑]|(?:et|ou|/)\s*celles\b)", after):
        return
    match = _CEUX_AFTER.match(after)
    alone = page.starts_sentence(index) or page.words[index - 1] == "tous"
    if match is None and not (
        alone and re.match(r"\s+(?:qui|dont)\b", after) and _first_subject(page, index)
    ):
        return
    yield Found(start, end, HintKind.WORDING, A, "FR31", lexicon_alternatives("FR31"))


def _first_subject(page: Page, index: int) -> bool:
    """Tell whether «ceux» opens the sentence, with no thing before it to stand for."""
    lead = index - 1 if page.words[index - 1] == "tous" else index
    return page.starts_sentence(lead) or page.words[lead - 1] in {"pour", "à", "par"}


_ALL_BEFORE = looks(r"\b(?:à|pour|par|de|entre|chez|que) $")
_ALL_AFTER = looks(
    r"\s*(?:[.,;:)]|$)|\s+(?:sans (?:distinction|exception|discrimination)|dans l'entreprise|les âges)"
)


def read_all(page: Page, index: int) -> Iterator[Found]:
    """Read «pour tous», «accessible à tous» (FR32)."""
    before, after = page.before(index), page.after(index)
    if page.zones.covers(page.starts[index]) or re.match(
        r"\s+(?:et|ou)\s+toutes|[·(-]|\.\w", after
    ):
        return
    if re.search(r"\btoutes\s+(?:et|ou)\s+(?:à |pour |de )?$", before):
        return
    if _ALL_BEFORE.search(before) and _ALL_AFTER.match(after):
        yield Found(
            page.starts[index],
            page.ends[index],
            HintKind.WORDING,
            B,
            "FR32",
            lexicon_alternatives("FR32"),
        )


def read_each(page: Page, index: int) -> Iterator[Found]:
    """Read «chacun doit» said of people (FR33); «chacun des échantillons» is of things."""
    after = page.after(index)
    if page.zones.covers(page.starts[index]) or re.match(
        r"\s+(?:des?\b|d['’]|et\s+chacune|ou\s+chacune)|\s?[(/·]", after
    ):
        return
    if re.search(r"\bchacune\s+(?:et|ou)\s+$", page.before(index)):
        return
    person = page.starts_sentence(index) or page.words[index - 1] in {"à", "que", "où", "par"}
    if person and re.match(
        r"\s+(?:doit|peut|est (?:tenu|responsable|informé|libre|formé|invité)|veille|a (?:le droit|droit|accès)|reçoit|signe|porte|s['’]|connaît|sache|puisse|ait)|[\s,.;]",
        after,
    ):
        yield Found(
            page.starts[index],
            page.ends[index],
            HintKind.WORDING,
            B,
            "FR33",
            lexicon_alternatives("FR33"),
        )


_HE_DOES = any_case(
    r"\s+(?:(?:ne|le|la|les|l['’]|lui|leur|n['’]|en|y|se|s['’]|ne\s+se)\s*)?(?:gère|signe|déclare|vérifie|veille|assure|porte|lit|suit|connaît|"
    r"souhaite|juge|estime|décide|choisit|demande|refuse|accepte|consulte|informe|signale|travaille|exerce|remplit|"
    r"établit|conserve|tient|met|rend|dispose|reçoit|transmet|nettoie|actionne|quitte|lave|blesse|"
    r"doit\s+(?:aussi\s+|également\s+)?(?:porter|signer|suivre|lire|veiller|informer|signaler|vérifier|s['’]assurer|connaître|être\s+(?:formé|informé|habilité|qualifié|titulaire|âgé))|"
    r"peut\s+(?:demander|refuser|choisir|décider|consulter|quitter|se)|"
    r"est\s+(?:formé|informé|habilité|qualifié|titulaire|tenu\s+(?:de|d)|responsable|chargé|assisté|rémunéré|compétent))\b"
)
_HE_REACH = 45
_HE_OTHERWISE = ("répéter le nom", "tourner à l’infinitif")


def read_he(page: Page, index: int) -> Iterator[Found]:
    """Read «il signe» (FR19): «il» before what only people do, after a noun of people near by."""
    if page.zones.covers(page.starts[index]) or not _HE_DOES.match(page.after(index)):
        return
    if re.search(r"\belle\s+(?:ou|et)\s+$|\belle/$", page.before(index)):
        return
    if index + 1 < len(page.words) and re.match(r"\s*(?:ou|/|et)\s*elle\b", page.after(index)):
        return
    from review.analysis.french_nouns import read_known
    from review.analysis.person_nouns import forms

    for near in range(index - 1, max(-1, index - _HE_REACH), -1):
        if page.words[near] in forms() and any(True for _ in read_known(page, near)):
            yield Found(
                page.starts[index],
                page.ends[index],
                HintKind.WORDING,
                B,
                "FR19",
                _HE_OTHERWISE,
            )
            return


TABLE: dict[str, Rule] = dict(rules_of(PHRASES))


def _with_phrases(word: str, rule: Rule) -> Rule:
    """Read set phrases first; the general rule only where none stands."""
    phrases = TABLE.get(word)
    if phrases is None:
        return rule

    def read(page: Page, index: int) -> Iterator[Found]:
        found = tuple(phrases(page, index))
        yield from found or rule(page, index)

    return read


for _word, _rule in (
    ("homme", read_man), ("hommes", read_man), ("ceux", read_those), ("tous", read_all),
    ("chacun", read_each), ("il", read_he),
):  # fmt: skip
    TABLE[_word] = _with_phrases(_word, _rule)
