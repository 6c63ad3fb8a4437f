"""English wording: occupations in -man, man-hours, and the other entries of the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.analysis.patterns import any_case, looks
from review.analysis.phrases import Phrase, rules_of
from review.analysis.reading import Found, Page, Rule
from review.analysis.suggestions import lexicon_alternatives
from review.analysis.vocabulary import HintKind, WordingClass

A, B, C = WordingClass.A, WordingClass.B, WordingClass.C

# Entries of the lexicon by the first part of the word.
_OCCUPATIONS: dict[str, tuple[str, WordingClass]] = {
    "chair": ("EN01", A), "fore": ("EN08", A), "work": ("EN09", A), "crafts": ("EN11", A),
    "trades": ("EN12", A), "repair": ("EN13", A), "service": ("EN13", A), "sales": ("EN14", A),
    "business": ("EN15", A), "fire": ("EN16", A), "police": ("EN17", A), "fisher": ("EN18", A),
    "cattle": ("EN19", B), "stock": ("EN19", B), "dairy": ("EN20", B), "draughts": ("EN21", A),
    "drafts": ("EN21", A), "line": ("EN22", A), "lines": ("EN22", A), "camera": ("EN23", B),
    "delivery": ("EN24", A), "watch": ("EN25", A), "middle": ("EN26", A), "spokes": ("EN27", A),
    "ombuds": ("EN28", C), "lay": ("EN29", A), "journey": ("EN30", B), "handy": ("EN31", A),
}  # fmt: skip
# Words that end so and name no job: peoples, substances, parts of plants, common names.
_NEVER = re.compile(
    r"(?:hu|superhu|inhu|nonhu|wo|ger|ro|nor|o|otto|cay|cai|talis|hit|he|le|ata|des|dra|tur(?:k|co)?|brah|mussul|musul|du|ya|"
    r"snow|gentle|states|kins|country|bat|spider|super|pac|walk|sha|alder|no)m[ae]n"
    r"|(?:specimen|regimen|abdomen|acumen|stamen|omen|dolmen|yemen|cyclamen|hymen|lumen|bitumen|albumen|foramen|rumen|"
    r"ramen|amen|semen|cerumen|numen|examen|catechumen|flamen|gravamen|cognomen|duramen|tegmen|culmen|putamen|velamen)s?"
)
_BETTER: dict[str, tuple[str, ...]] = {
    "signal": ("signaller",), "banks": ("signaller", "slinger"), "flag": ("flagger",),
    "sea": ("seafarer",), "crew": ("crew member",), "post": ("postal worker",),
    "mail": ("mail carrier",), "store": ("storekeeper",), "dust": ("refuse collector",),
    "helms": ("person at the helm",), "boat": ("boat operator",), "barge": ("barge operator",),
    "guards": ("guard",), "door": ("door attendant",), "sports": ("athlete",), "plant": ("plant worker",),
    "news": ("journalist",), "anchor": ("anchor", "presenter"), "congress": ("member of Congress",),
}  # fmt: skip


def read_occupation(page: Page, index: int) -> Iterator[Found]:
    """Read «foreman», «linemen», «chairman»: A by the lexicon, and for any other job named so."""
    word = page.words[index]
    if word in {"man", "men"} or _NEVER.fullmatch(word) or page.zones.covers(page.starts[index]):
        return
    match = re.match(r"(.+?)(?:wo)?m[ae]n$", word)
    if match is None:
        return
    first = match[1]
    if word.endswith(("woman", "women")) and first not in _OCCUPATIONS:
        return
    code, wording = _OCCUPATIONS.get(first, ("en.occupation", A))
    if page.is_capitalised(index) and not page.starts_sentence(index):
        if first not in _OCCUPATIONS or _is_name(page, index):
            return
    elif first not in _OCCUPATIONS and page.is_capitalised(index):
        return
    twin = word[:-3] + "women" if word.endswith("men") else word[:-3] + "woman"
    if twin != word and twin in page.words[max(0, index - 5) : index + 6]:
        return
    alternatives = (
        lexicon_alternatives(code)
        if code != "en.occupation"
        else _BETTER.get(first, ("worker", "operator", "staff"))
    )
    yield Found(page.starts[index], page.ends[index], HintKind.WORDING, wording, code, alternatives)


def _is_name(page: Page, index: int) -> bool:
    after = page.written_after(index)
    before = page.written_before(index)
    named = re.match(r"\s+[A-Z][a-z]+", after) is not None and page.words[index] != "chairman"
    return (
        named or re.search(r"\b(?:Mr|Mrs|Ms|Dr|Prof)\.?\s+(?:[A-Z]\w*\.?\s+)*$", before) is not None
    )


PHRASES: tuple[tuple[str, Phrase], ...] = (
    ("man men", Phrase("EN04", A, looks(r"m[ae]n[ -](?:hours?|days?|weeks?|months?|years?|minutes?|shifts?)\b"), swap=(r"m[ae]n", ("person", "staff")))),
    ("manhour manhours manday mandays manmonth manmonths manyear manyears", Phrase("EN04", A, looks(r"\w+"), swap=(r"man(?=hour|day|month|year)", ("person-", "staff ")))),
    ("man", Phrase("EN05", C, looks(r"man[ -]made fibres?\b"))),
    ("man manmade", Phrase("EN05", A, looks(r"man[ -]?made\b"))),
    ("man manpower", Phrase("EN03", A, looks(r"man[ -]?power\b"))),
    ("manned unmanned manning unmaned", Phrase("EN06", A, looks(r"(?:un)?mann(?:ed|ing)\b"))),
    ("mankind", Phrase("EN02", A, looks(r"mankind\b"))),
    ("man", Phrase("EN01.machine", A, looks(r"man[ -](?:machine|computer|robot|system)\b"), alternatives=("human-machine", "user-machine"))),
    ("to", Phrase("EN07", A, looks(r"to man (?:the|a|an|each|every|all|this|that|these|its|their|two|both)\b"))),
    ("shall must will should may can", Phrase("EN07", A, looks(r"(?:shall|must|will|should|may|can) (?:always )?man (?:the|a|an|each|every|all)\b"))),
    ("one two three four single five six", Phrase("EN09.crew", A, looks(r"(?:one|two|three|four|five|six|single)-man\b(?!-)"), alternatives=("one-person", "single-operator"))),
    ("man", Phrase("EN.portable", B, looks(r"man[ -](?:portable|rated|riding|carried|lift|basket|entry|day)\b"), alternatives=("person-portable", "crew-rated"))),
    ("manhole manholes", Phrase("EN39", B, looks(r"\w+"))),
    ("workmanship craftsmanship draughtsmanship draftsmanship seamanship", Phrase("EN10", C, looks(r"\w+"))),
    ("chairmanship", Phrase("EN01", B, looks(r"\w+"))),
    ("sportsmanship salesmanship", Phrase("EN14", B, looks(r"\w+"), alternatives=("fair play", "selling skills"))),
    ("cleaning charwoman", Phrase("EN32", A, looks(r"cleaning (?:lady|ladies|wom[ae]n)\b|charwoman"))),
    ("housewife housewives", Phrase("EN33", A, looks(r"\w+"))),
    ("landlord landlords landlady landladies", Phrase("EN34", B, looks(r"\w+"))),
    ("waiter waiters waitress waitresses", Phrase("EN35", B, looks(r"\w+"))),
    ("steward stewards stewardess stewardesses", Phrase("EN36", B, looks(r"\w+"))),
    ("hostess hostesses actress actresses seamstress seamstresses heroine authoress manageress proprietress laundress governess usherette",
     Phrase("en.feminine_form", B, looks(r"\w+"), alternatives=("the form used for everybody",))),
    ("dairymaid dairymaids milkmaid milkmaids", Phrase("EN20", B, looks(r"\w+"))),
    ("chambermaid chambermaids maid maids barmaid", Phrase("EN32", B, looks(r"\w+"))),
    ("grandfather grandfathered grandfathering", Phrase("EN38", B, looks(r"grandfather(?:ed|ing|(?= clauses?| provisions?| rights?| rule))"))),
    ("gentlemen gentleman", Phrase("EN40", B, looks(r"gentlem[ae]n's agreements?\b|gentlem[ae]n\b"), unless_before=looks(r"\bladies and $"))),
    ("dear", Phrase("EN44", A, looks(r"dear sirs?\b(?! or madam)"))),
    ("maiden", Phrase("EN45", A, looks(r"maiden names?\b"))),
    ("wives wife", Phrase("EN47", A, looks(r"wi(?:ves|fe)\b"), only=looks(r"\b(?:delegates?|members?|participants?|workers?|employees|staff|farmers?|officers?|engineers?|experts?|men)\b(?: \w+){0,3} and their wives|and their wives"))),
    ("husband husbands wife wives", Phrase("EN46", B, looks(r"\w+"), unless=looks(r"\bhusbands? (?:and|or) (?:his |a )?wi(?:fe|ves)|wi(?:fe|ves) (?:and|or) (?:her |a )?husband"))),
    ("fatherland motherland", Phrase("EN48", C, looks(r"\w+"))),
    ("mother", Phrase("EN48", C, looks(r"mother tongues?\b"))),
    ("master masters", Phrase("EN49", B, looks(r"masters?(?:\s?[-/–]\s?|\s+(?:and|to|or)\s+(?:the\s+)?|\s+)slaves?\b"))),
    ("slave slaves", Phrase("EN49", B, looks(r"slaves?\b"), unless=looks(r"masters?(?:\s?[-/–]\s?|\s+(?:and|to|or)\s+(?:the\s+)?|\s+)slaves?|\bslave (?:trade|labour|labor)|slavery|modern"))),
    ("daughter", Phrase("EN50", C, looks(r"daughter[ -]?boards?\b"))),
    ("daughterboard daughterboards", Phrase("EN50", C, looks(r"\w+"))),
    ("women woman", Phrase("EN51", A, looks(r"wom[ae]n's (?:work|jobs?)\b"))),
    ("men", Phrase("EN51", A, looks(r"men's (?:work|jobs?)\b"))),
    ("ladylike manly unladylike", Phrase("EN51", A, looks(r"\w+"))),
    ("male female", Phrase("EN52", C, looks(r"(?:fe)?male(?: and female)? (?:connectors?|threads?|plugs?|couplings?|adaptors?|adapters?|fittings?|ends?|contacts?)\b"))),
    ("dead", Phrase("EN53", C, looks(r"dead[ -]man(?:'s)?[ -](?:switch|control|handle|pedal|device)(?:es|s)?\b"))),
    ("deadman", Phrase("EN53", C, looks(r"deadman\b"))),
    ("weaker fairer", Phrase("EN51", A, looks(r"(?:weaker|fairer) sex\b"), alternatives=("(delete)",))),
    ("fair", Phrase("EN51", A, looks(r"fair sex\b"), alternatives=("(delete)",))),
    ("mothers mother", Phrase("en.parent", B, looks(r"mothers?\b(?! (?:board|liquor|tongue|plants?|solution|company|alloy|nature|lode|cell|coil|roll|tank|culture|of vinegar|ship))"), unless=looks(r"breast|pregnan|matern|birth|lactat|nursing mother|\bfathers?\b|infant feeding|fet|foet|postnatal|antenatal|\bdaughter"), only=looks(r"\b(?:child|children|infants?|bab(?:y|ies)|home|household|cook\w*|feed\w*|care|school|famil\w+|groups?)\b"), alternatives=("parent", "caregiver"))),
    ("layman laymen", Phrase("EN29", A, looks(r"laym[ae]n(?:'s terms)?"))),
    ("girls girl boys boy guys", Phrase("en.familiar", B, looks(r"(?:office|delivery|shop|counter|errand|tea|stable|cabin) (?:girls?|boys?)\b|guys\b"), alternatives=("assistant", "staff", "people"))),
    ("girls ladies", Phrase("en.familiar", B, looks(r"(?:girls|ladies) (?:at|on|in|behind) the (?:counter|desk|office|line|shop|floor|shop floor|reception|laboratory|kitchen)\b"), alternatives=("staff", "assistants"))),
    ("office delivery shop counter errand tea stable cabin", Phrase("en.familiar", B, looks(r"(?:office|delivery|shop|counter|errand|tea|stable|cabin) (?:girls?|boys?)\b"), alternatives=("assistant", "staff"))),
    ("forefathers", Phrase("en.ancestors", B, looks(r"\w+"), alternatives=("ancestors",))),
    ("brotherhood fraternity", Phrase("en.ancestors", B, looks(r"brotherhood\b"), alternatives=("community", "solidarity"))),
)  # fmt: skip

_MAN_BEFORE = any_case(
    r"\b(?:to|for|by|of|on|between|that|affects?|and|in|from|modern|common|every|any|one|no|a|an|the|two|three|four|five|six|ten|\d+|able-bodied|strong|single|working|reasonable|prudent|these|those|many|all)\s+$"
)
_MALE_TOPIC = any_case(
    r"\b(?:wom[ae]n\b|females?\b|sizes?\b|clothing\b|shoes?\b|toilets?\b|urinals?\b|prostat)"
)
_PLACES = any_case(r"\b(?:isle\s+of|burning)\s+$")
_GENERIC = any_case(r"\b(?:to|for|by|of|on|between|affects?|and|in|from|modern|that)\s+$")


def read_man(page: Page, index: int) -> Iterator[Found]:
    """Read «man» for humankind or for anybody; women and men named together pass."""
    start, end = page.starts[index], page.ends[index]
    before, after = page.before(index), page.after(index)
    if page.zones.covers(start) or (page.is_capitalised(index) and not page.starts_sentence(index)):
        return
    if re.match(r"[-’'/.]", after) or _PLACES.search(before) or page.text[start:end].isupper():
        return
    sentence = page.sentence(index)
    if _MALE_TOPIC.search(sentence):
        return
    plural = page.words[index] == "men"
    opening = page.starts_sentence(index)
    if not opening and not _MAN_BEFORE.search(before):
        return
    if re.match(r"\s+(?:the|a|an|each)\b", after) and re.search(r"\bto\s+$", before):
        return
    generic = not plural and (opening or _GENERIC.search(before) is not None)
    yield Found(
        start,
        end,
        HintKind.WORDING,
        A if generic else B,
        "EN02" if generic else "en.man",
        ("people", "humans", "person") if generic else ("people", "persons", "workers"),
    )


TABLE: dict[str, Rule] = dict(rules_of(PHRASES))


def _phrases_first(word: str, rule: Rule) -> Rule:
    phrases = TABLE.get(word)
    if phrases is None:
        return rule

    def read(page: Page, index: int) -> Iterator[Found]:
        found = tuple(phrases(page, index))
        yield from found or rule(page, index)

    return read


for _word in ("man", "men"):
    TABLE[_word] = _phrases_first(_word, read_man)
