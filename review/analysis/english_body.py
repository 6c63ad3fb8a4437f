"""Reference persons and body dimensions in English."""

from __future__ import annotations

from review.analysis.body import Measure, loose, rules_of
from review.analysis.vocabulary import HintKind, WordingClass

REF, DIM = HintKind.REFERENCE_PERSON, HintKind.BODY_DIMENSION

BOTH = loose(
    r"\bwom[ae]n\b.*\b(?:man|men)\b|\b(?:man|men)\b.*\bwom[ae]n\b|\bmales?\b.*\bfemales?\b|\bfemales?\b.*\bmales?\b|"
    r"\b(?:both|each|either|any|all) (?:sex(?:es)?|genders?)\b|\bby (?:sex|gender)\b|\bsex-disaggregated\b|\bgender[- ]balanced\b"
)
_PERSON = (
    r"(?:persons?|people|adults?|individuals?|man|men|subjects?|users?|operators?|workers?|passengers?|drivers?|occupants?|"
    r"patients?|wearers?|human body|humans?|volunteers?|participants?|pedestrians?|bathers?|riders?|employees?|climbers?|"
    r"consumers?|body|children|child|rescuers?|pilots?)"
)
_TYPE = r"(?:person|adult|individual|man|male|subject|user|operator|worker|passenger|driver|occupant|consumer|human|patient|body)"
_DUE = (
    "state the population, women and men",
    "cover the 5th percentile woman to the 95th percentile man",
)
_PEOPLE = r"(?:subjects?|persons?|people|assessors?|volunteers?|participants?|testers?|users?|panell?ists?|consumers?|tasters?|judges?|adults|observers?|listeners|workers|operators)"
_COUNT = r"(?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|sixteen|twenty|thirty|forty|fifty|sixty|a hundred|one hundred|a dozen)"
_TESTED = loose(
    r"\b(?:tests?|tested|testing|trials?|evaluat\w+|assess\w*|measur\w+|panels?|tast\w+|sensory|wear\w*|worn|judg\w+|rated?|ratings?|rank\w*|perception|acceptab\w+|comfort|score[sd]?|perform\w+|experiment\w*|usability|validat\w+)\b"
)
_MACHINE = loose(
    r"\b(?:specimens?|test piece|tensile|cylinder|spring|bolt|rupture|weld|concrete|adhesive|shear|anchorage?|ropes?|wires?|hydraulic|press\b|actuator|piston|robot\w*|gripper)\b"
)

MEASURES: dict[str, tuple[Measure, ...]] = {
    "average standard reference typical ordinary street common nominal normal": (
        Measure("EN37", REF, loose(r"\b(?:average|common|ordinary|standard|typical|reference)(?: |-)(?:adult )?m[ae]n(?:'s)?\b(?!-)|\bm[ae]n in the street\b"), wording_class=WordingClass.A, alternatives=("average person", "state the population, women and men")),
        Measure("en.reference_person", REF, loose(rf"\b(?:average|standard|reference|typical|nominal|ordinary|normal)(?: |-)(?:sized |adult |healthy |human )*{_TYPE}s?\b(?! (?:interface|manual|group|account|care|weight of the|data|temperature|size|part|fluid))|\baverage (?:body )?(?:stature|height|build|weight|strength) of (?:an? |the )?{_TYPE}s?"), unless=loose(r"reference subject|typical user (?:interface|profile|data)|standard user account|body of (?:water|evidence|the)|standard body\b(?! (?:mass|weight))"), alternatives=_DUE),
    ),
    "hybrid thor dummy dummies manikin manikins mannequin mannequins eurosid worldsid biorid headform headforms handform": (
        Measure("en.dummy", REF, loose(r"\b(?:(?:anthropomorphic|crash(?: |-)test|test|thermal|adult|50th percentile(?: adult)?(?: male)?|95th percentile(?: male)?|male)[ -])*(?:Hybrid ?(?:III|II|3)(?: (?:50th percentile )?(?:male )?(?:dummy|manikin))?|THOR(?:-\w+)?|dumm(?:y|ies)|manikins?|mannequins?|EuroSID(?:-?\w+)?|WorldSID|BioRID|(?:test )?headforms?|handforms?)\b"),
            unless=loose(r"\bdummy (?:variable|load|data|text|cell|fuse|run|value|plug|cartridge|argument|pipe|coal|antenna|connector|packet|parameter)|shop|display|fashion|\bfemale\b|\bwom[ae]n"), alternatives=("state the sex and size of the dummy", "use a female dummy as well")),
    ),
    "percentile percentiles": (
        Measure("en.percentile", REF, loose(r"\b(?:from )?(?:the )?(?:\d{1,2}(?:st|nd|rd|th)? ?(?:percentile )?(?:to|and|–|-) ?(?:the )?)?\d{1,2}(?:st|nd|rd|th)(?: |-)percentiles?(?: (?:adult |of )?(?:males?|men|man|of the population|person|users?))?|\bpercentiles? (?:\d{1,2}|of (?:stature|body))|\bP\d{1,2}\b.{0,20}percentiles?|\bpercentiles?\b"),
            only=loose(rf"anthropom|manikin|dummy|population|\b{_PERSON}\b|stature|reach|dimension|hands?\b|body|male|height|limb|leg|arm|ergonom|clearance|access|\d{{1,2}}(?:st|nd|rd|th)? ?(?:to|and|–) ?(?:the )?\d{{1,2}}(?:st|nd|rd|th)(?: |-)percentiles?"),
            unless=loose(r"concentration|response time|latency|flow|noise|wind\b|rain|consumption|uncertainty|traffic|income|emissions?|temperature|vibration|\bwom[ae]n|\bfemales?"), alternatives=_DUE),
    ),
    "panel panels jury group sample": (
        Measure("en.panel", REF, loose(rf"\b(?:(?:test|sensory|tasting|trained|expert|user|untrained|consumer|qualified|assessment)[ -])*(?:panels?|jury|group|sample) (?:shall )?(?:(?:be |is )?(?:composed |made up |consist(?:s|ing)? )?of|comprising|comprises?|includes?|with) (?:at least |a minimum of |not fewer than |about |up to )?{_COUNT}(?: (?:to|or) {_COUNT})?(?: \w+){{0,2}}? {_PEOPLE}"), alternatives=("state the composition by sex", "as many women as men")),
        Measure("en.panel", REF, loose(rf"\b(?:(?:trained|expert|sensory|user|consumer|untrained|qualified|tasting|selected)[ -])+panel(?: of {_PEOPLE})?\b|\bpanel of (?:trained |expert |selected |untrained |qualified )?{_PEOPLE}\b"), unless=loose(r"control panel|solar|expert panel (?:on|report)|panel of experts"), alternatives=("state the composition by sex",)),
    ),
    "subjects persons people assessors volunteers participants testers users panellists panelists consumers tasters judges adults observers listeners workers operators": (
        Measure("en.panel", REF, loose(rf"\b(?:at least |a minimum of |not fewer than |no fewer than |minimum )?{_COUNT}(?: (?:to|or) {_COUNT})?(?: (?:healthy|adult|trained|untrained|human|test|selected|expert|naive|different|young|experienced))* (?:subjects|volunteers|assessors|panell?ists|testers|tasters)\b(?: aged {{n}} (?:to |and ){{n}})?"), unless=loose(r"subjects? (?:matter|areas?|covered)"), alternatives=("state the composition by sex", "as many women as men")),
        Measure("en.panel", REF, loose(rf"\b(?:at least |a minimum of |not fewer than |no fewer than |minimum )?{_COUNT}(?: (?:to|or) {_COUNT})?(?: (?:healthy|adult|trained|untrained|selected|expert|naive|different|young|experienced|representative))* (?:persons|people|participants|users|consumers|judges|adults|observers|listeners|workers|operators)\b"), only=_TESTED, unless=loose(r"staff|capacity|lifts?\b|elevators?|evacuat|meeting|crew|more than \d+ (?:persons|people)|establishment|employ|households?|lifted|team of|two persons|handled"), alternatives=("state the composition by sex", "as many women as men")),
        Measure("en.panel", REF, loose(r"\b(?:trials?|tests?|evaluations?|testing|tested|measured|worn|evaluated) (?:(?:are|is|shall be|be) )?(?:conducted |carried out |performed |made |run |done )?(?:with|on|by) (?:human |healthy |test |trained |adult )*(?:subjects|volunteers|testers|tasters)\b"), alternatives=("state the composition by sex",)),
    ),
    "kg kilograms pounds lb": (
        Measure("en.reference_person", REF, loose(rf"(?<![\d.,]){{n}}[ -]?kg[ -](?:adult |healthy |human |male |standard )*{_TYPE}s?\b(?! of (?:the|a) (?:machine|vehicle))|\b{_PERSON}(?: \w+)? (?:of|weighing|with a (?:body )?(?:mass|weight) of|having a (?:body )?mass of|whose mass is)(?: (?:about|approximately|up to|at least|not more than))? {{n}} ?kg\b"), unless=loose(r"body of (?:the )?(?:valve|pump|machine)|test load"), alternatives=_DUE),
        Measure("en.mass", DIM, loose(rf"\b(?:body (?:mass|weight)|(?:mass|weight) of (?:the |a |an |each |one )?(?:average |adult |heaviest |standing |seated )*{_PERSON})\b[^.;]{{0,45}}?{{n}} ?kg\b|\b(?:user|operator|passenger|occupant|rider|patient|driver|person) (?:mass|weight)\b[^.;]{{0,30}}?{{n}} ?kg\b"), alternatives=_DUE),
        Measure("en.lifting", DIM, loose(r"\b(?:loads?|mass(?:es)?|weights?|objects?|sacks?|bags?|buckets?|drums?|packages?|units?|containers?|boxes|cylinders?|blocks?|components?|parts?|items?|bricks?)\b[^.;]{0,90}?{n} ?kg\b"), only=loose(r"\bmanual(?:ly)?\b.{0,20}(?:handl|lift|carr)|\b(?:lift(?:ed|ing)?|carr(?:y|ied|ying)|handled|moved|held) (?:\w+ ){0,2}?(?:by|manually|with)(?: \w+)? (?:hand|one|a |an |two|person|single|worker|operator)|\bby hand\b|by one (?:person|worker|man)|on (?:the|one) (?:shoulder|head|back)|per person|handled manually|manual(?:ly)? (?:lift|handl|carr)"), unless=loose(r"crane|hoist|forklift|winch|sling|pallet truck"), alternatives=("give the source of the load and the population covered",)),
        Measure("en.lifting", DIM, loose(r"\b(?:lift|lifts|lifting|lifted|carry|carrying|carried|manual handling)\b[^.;]{0,70}?{n} ?kg\b"), unless=loose(r"crane|hoist|forklift|winch|sling|pallet truck|carrying capacity|lifting (?:gear|equipment|lug|device)|\blifts? (?:car|shall have a rated)|elevator|shelf|bracket"), alternatives=("give the source of the load and the population covered",)),
        Measure("en.mass", DIM, loose(r"\b(?:mass|weight) of (?:about |approximately )?{n} ?kg\b|{n} ?kg (?:per (?:person|occupant|passenger|user)|body (?:mass|weight))"), only=loose(rf"\b{_PERSON}\b"), unless=loose(r"appliance|machine|test load|load of|vehicle|specimen|hammer|block|extinguisher|equipment (?:of|with)|body of the|mass of the"), alternatives=_DUE),
    ),
    "body bodyweight": (
        Measure("en.surface", DIM, loose(r"\bbody surface(?: area)?(?:[^.;]{0,30}?{n} ?m(?:²|2))?"), alternatives=_DUE),
        Measure("en.mass", DIM, loose(r"\bbody ?(?:mass|weight)\b(?:[^.;]{0,30}?{n} ?kg)?"), unless=loose(r"\b(?:mg|µg|g)(?:/| per )(?:kg|kilogram)|body mass index|per kilogram"), alternatives=_DUE),
        Measure("en.size", DIM, loose(r"\bbody (?:dimensions?|size|height)s?\b[^.;]{0,30}?{n} ?(?:mm|cm|m)\b"), alternatives=_DUE),
    ),
    "skin": (Measure("en.surface", DIM, loose(r"\b(?:exposed )?skin (?:surface )?area[^.;]{0,30}?{n} ?(?:m(?:²|2)|cm(?:²|2))"), alternatives=_DUE),),
    "stature": (Measure("en.stature", DIM, loose(r"\bstature(?:[^.;]{0,40}?{n} ?(?:m|cm|mm)\b)?"), alternatives=_DUE),),
    "m cm mm metres meters": (
        Measure("en.reference_person", REF, loose(rf"\b{_PERSON} (?:of|with a (?:stature|height) of|who is|measuring) ?(?:1[.,]\d{{1,2}} ?m\b|1[ \u00a0\u202f]?[4-9]\d{{2}} ?mm\b|1[4-9]\d ?cm\b)(?: tall)?|(?:1[.,]\d{{1,2}} ?m|1[4-9]\d ?cm)[ -]tall (?:adult |healthy )?{_TYPE}s?"), alternatives=_DUE),
        Measure("en.stature", DIM, loose(rf"\b(?:height|stature) of (?:the |an? |each )?(?:average |adult |standing )*{_PERSON}[^.;]{{0,25}}?{{n}} ?(?:m|cm|mm)\b|\b(?:user|operator|person|body) (?:height|stature)[^.;]{{0,25}}?{{n}} ?(?:m|cm|mm)\b"), unless=loose(r"height of the body"), alternatives=_DUE),
        Measure("en.reach", DIM, loose(r"\b(?:eye|elbow|shoulder|knuckle|popliteal|knee)(?: |-)(?:height|level)[^.;]{0,30}?{n} ?(?:m|cm|mm)\b|\b(?:arm(?:'s)? reach|reach (?:distance|envelope|zone|of the (?:arm|hand|operator|user))|(?:forward|upward|functional|maximum|overhead) reach|reaching distance)[^.;]{0,40}?{n} ?(?:m|cm|mm)\b"), unless=loose(r"crane|robot"), alternatives=_DUE),
        Measure("en.grip", DIM, loose(r"\b(?:handles?|handrails?|grips?|grab rails?|grab bars?|hand-?hold)\b[^.;]{0,60}?(?:diameter|clearance|width|thickness|circumference|cross-section)[^.;]{0,40}?{n} ?(?:cm|mm)\b|\b(?:grip|grasp|handle|handrail) (?:diameter|span|width)[^.;]{0,30}?{n} ?(?:cm|mm)\b"), unless=loose(r"robot|gripper"), alternatives=("give the source and the population covered",)),
        Measure("en.size", DIM, loose(r"\b(?:(?:head|hand|chest|waist|hip|foot|neck|arm|wrist|finger|palm|thigh) (?:circumference|girth|length|breadth|width)|(?:circumference|length|breadth|width|girth) of the (?:head|hand|chest|waist|foot|neck|wrist|finger))[^.;]{0,40}?{n} ?(?:m|cm|mm)\b"), unless=loose(r"hammer|bolt|screw|tool|machine|test finger"), alternatives=_DUE),
    ),
    "reach": (Measure("en.reach", DIM, loose(r"\b(?:within (?:easy |arm'?s? )?reach(?: of the (?:operator|user|driver|wearer))?|arm(?:'s)? reach|reach (?:distance|envelope|zone|of the (?:arm|hand|operator|user|driver))s?|(?:forward|upward|functional|overhead) reach)(?:[^.;]{0,40}?{n} ?(?:m|cm|mm)\b)?"), unless=loose(r"crane|robot|out of reach of children|reach of children"), alternatives=_DUE),),
    "grip grasp handgrip": (Measure("en.grip", DIM, loose(r"\b(?:(?:hand|power|pinch)(?: |-)?)?(?:grip|grasp) (?:strength|force|diameter|span)(?:[^.;]{0,40}?{n} ?(?:N|mm|cm)\b)?|\bhandgrip (?:strength|force)"), unless=loose(r"robot|gripper|tyre|tire"), alternatives=_DUE),),
    "eye elbow shoulder knuckle": (Measure("en.reach", DIM, loose(r"\b(?:eye|elbow|shoulder|knuckle)(?: |-)(?:height|level)s?(?:[^.;]{0,30}?{n} ?(?:m|cm|mm)\b)?"), alternatives=_DUE),),
    "head hand chest waist hip foot glove shoe": (
        Measure("en.size", DIM, loose(r"\b(?:head|hand|chest|waist|hip|foot|neck) (?:circumference|girth|breadth|sizes?|lengths?)(?:[^.;]{0,30}?{n} ?(?:mm|cm)\b)?|\bglove sizes?(?: \d{1,2}(?: to \d{1,2})?)?|\bshoe sizes?(?: \d{2}(?: to \d{2})?)?"), unless=loose(r"head (?:size|length) of (?:the )?(?:bolt|screw)|bolt|screw|hammer"), alternatives=_DUE),
    ),
    "n dan newtons newton": (
        Measure("en.force", DIM, loose(r"\b(?:forces?|efforts?|torques?|push|pull)\b[^.;]{0,110}?{n} ?(?:N|daN|newtons?|N[·.]?m)\b"), only=loose(r"\bby hand\b|\bmanual(?:ly)?\b|one hand|by (?:the )?foot|pedal|hand[ -]?(?:wheel|lever|force|grip|operated)|\bactuat\w+|operating force|to (?:open|operate|push|pull|turn|release|engage|activate)|required (?:to|from)|handle|crank|steering wheel|lever|finger|button|trigger|exerted by|applied by (?:the |a |an )?(?:operator|user|person|driver|worker)|operator|user\b|grip"), unless=_MACHINE, alternatives=("give the source of the force and the population covered",)),
    ),
    "force strength effort": (
        Measure("en.force", DIM, loose(r"\b(?:(?:maximum|minimum) )?(?:(?:physical|muscular|muscle|manual|hand|finger|human|arm|leg) )+(?:forces?|strength|efforts?)\b(?:[^.;]{0,40}?{n} ?(?:N|daN)\b)?|\b(?:force|effort) (?:exerted|applied) (?:by (?:the )?(?:hand|foot|operator|user|worker)|manually)(?:[^.;]{0,40}?{n} ?N\b)?"), unless=loose(r"robot|human rights|(?:maximum|minimum) (?:force|strength)s? (?!exerted|applied by (?:hand|the operator))"), alternatives=("give the source of the force and the population covered",)),
    ),
    "breathing respiratory ventilation inhalation tidal inhaled lung pulmonary": (
        Measure("en.breathing", DIM, loose(r"\b(?:breathing (?:rates?|volumes?|machine|simulator|air flow)|respiratory (?:rates?|volumes?|minute volume|flow)|(?:minute|pulmonary|lung) ventilation|inhalation rates?|tidal volumes?|lung (?:capacity|volume)|inhaled (?:air )?volumes?|volume of air inhaled)(?:[^.;]{0,50}?{n} ?(?:L/min|l/min|litres?(?: per minute)?|m(?:³|3)(?:/(?:h|day|d))?|L|breaths(?: per minute)?|mL))?"), alternatives=_DUE),
    ),
    "met clo metabolic": (
        Measure("en.thermal", REF, loose(r"{n} ?(?:met|clo)\b"), alternatives=("state the population and the activity",)),
        Measure("en.thermal", REF, loose(r"\bmetabolic (?:rates?|heat|heat production|energy)(?:[^.;]{0,60}?{n} ?(?:W/m(?:²|2)|W|kcal))?"), unless=loose(r"bacteri|microb|plant|yeast|drug"), alternatives=("state the population and the activity",)),
    ),
    "old aged age": (
        Measure("en.reference_person", REF, loose(r"\b(?:healthy |young )*(?:adults?|m[ae]n|males?|subjects?|individuals?|volunteers|persons?),? (?:aged|of) (?:about |between )?\d{2}(?: (?:to|and|-|–) \d{2})?(?: years)?|\b\d{2}[ -]years?[ -]old (?:healthy )?(?:adults?|m[ae]n|males?|subjects?|persons?)"), unless=loose(r"licen[cs]e|minimum age|retire|legal"), alternatives=_DUE),
    ),
    "healthy male males adult": (
        Measure("en.reference_person", REF, loose(r"\b(?:healthy )?(?:(?:young|adult) )*(?:male (?:subjects?|volunteers?|adults?|operators?|workers?|users?|drivers?)|adult (?:males?|m[ae]n)|healthy (?:adult )?(?:males?|m[ae]n))\b"), unless=loose(r"\bfemales?\b|\bwom[ae]n\b|connector|thread|prostat|rams?\b|animal"), alternatives=_DUE),
    ),
}  # fmt: skip

TABLE = rules_of(MEASURES, BOTH)
