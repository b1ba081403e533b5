"""The family: marriage, children, how many they are, and what is said of the spouse."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlu.facts.mention import Mention, before, clause_of, sentence_of
from nlu.facts.numbers import WORD, number, tidy, whole
from nlu.facts.periods import Calendar
from nlu.facts.subjects import subject_at
from nlu.pipeline import Name

# --- married or not --------------------------------------------------------------------------------------------

#: "Spouse" may be a common-law partner, so it says nothing of a marriage.
_COUPLE = r"(?:wife|wifey|husband|hubby)"
_SWEETHEART = r"(?:partner|girl ?friend|boy ?friend|gf|bf|fianc[ée]e?)"
_PARTNER = rf"(?:{_COUPLE}|spouse|missus|missis|{_SWEETHEART}|conjointe?|épouse|mari)"
_EX = r"(?<!ex)(?<!ex )(?<!ex-)(?<!former )(?<!future )(?<!no )"
_NOT_YET = (
    r"(?:get(?:ting)?|will be|be|become|when|if|plan\w* to get|going to get|gonna get|about to get|once|or|not|"
    r"isn'?t|aren'?t|not yet)"
)
_IS = r"(?:i'?m|i am|im|we are|we're|status:?|status is|legally)"
_SINGLE_PERSON = (
    r"no |not |and\b|with|without|age|\d|mother|mom|mum|dad|father|parent|woman|man\b|guy|gal|boy|girl|lady|male|"
    r"female|person|applicant|candidate|profile|status|never|living|from|here|so\b|now|currently|at the moment|"
    r"in canada|f\b|m\b"
)
_STATUSES = (
    (
        "common_law",
        r"\bcommon[- ]?law\b|"
        r"\b(?:live|living|lived|stay|staying|moved in) (?:together )?with my "
        rf"(?:canadian )?{_SWEETHEART}\b|"
        rf"\bmy {_SWEETHEART} and (?:i|me) (?:are |have been |'ve been )?(?:live|living|lived|stay|staying)\b|"
        rf"\b(?:me|i) and my {_SWEETHEART} (?:are |have been |'ve been )?(?:live|living|lived|stay|staying)\b|"
        r"\bconjointe? de fait\b|"
        r"(?:\b(?:not|never|un)|n't)[ -]?(?: \w+)? ?(?:legally |officially |yet )?married\b[^.;!?]{0,25}\b(?:(?:live|living|lived|been|stay\w*) )?together\b|"
        rf"\b(?:me and my|my) {_SWEETHEART}(?: and (?:i|me))?\b(?:(?!not?\b|never\b|n't)[^.;!?]){{0,20}}\b(?:live|lived|living|been living) together\b",
    ),
    (
        "divorced",
        r"\bdivorc(?:ed|ées?|ees?|é)\b|\bdivorce (?:(?:is|was|got) )?(?:final\w*|done|complete\w*|granted|came through)\b",
    ),
    (
        "separated",
        rf"\b{_IS} separated\b|(?:^|[,.;])\W{{0,3}}(?:legally )?separated\b(?=\W{{0,3}}$|,| (?:with|since|for|in|and|no)\b)|"
        r"\bwe (?:have |are |'re |just |already |got |now |both |only )*separated?\b(?! (?:the|our|by))|"
        rf"\b(?:my )?(?:{_COUPLE}|spouse) and (?:i|me) (?:are |have |'ve |got |just |now )*separated?\b|"
        r"\bi (?:have |just |got )*separated\b(?! (?:the|our))|"
        rf"\b(?:legally separated|separated from (?:my )?(?:{_COUPLE}|spouse|partner))\b",
    ),
    ("widowed", r"\bwidow(?:ed|er)?\b|\bveu(?:f|ve)\b"),
    (
        "single",
        rf"\b{_IS} (?:\d\d,? )?(?:and |still |a )?single\b|\b(?:unmarried|(?:not|never|nor) (?:yet |been )?married|"
        r"célibataire)\b|"
        r"(?:^|[,;:./()+•-]\s*|\b(?:i|am|still|as(?: an?)?|years?|yrs?|yo|old|and|now|currently|male|female|[mf]|status|"
        rf"i am an?|i'm an?|\d\d)\s+)single\b(?=\s*(?:$|[,.;/!()+-]|{_SINGLE_PERSON}))|"
        r"\bsingle,? no (?:kids|children)\b|\bmarital(?: status)?\s*(?:is|[:=-])?\s*single\b|\bsingle on paper\b|"
        r"\b\d\d(?: yrs?| years?| yo)? single (?=wants?|want to|looking|like|in |plan|hop|can\b|prefer|no\b|male|female)|"
        rf"\b{_SWEETHEART}\b[^.;!?]{{0,30}}(?:\bnot?\b|n't|\bnever\b) ?(?:yet )?(?:liv\w+|cohabit\w*|stay\w*)\b|"
        rf"(?:^|[,;.(]\s*|\b(?:have|and|with|got) )no (?:wife|husband|missus|missis|partner|girl ?friend|boy ?friend|gf|bf)\b(?!'?s| (?:coming|points?|factors?|open))|"
        r"\b(?:don'?t|do not) have (?:an? |any )?(?:wife|husband|spouse)\b|"
        r"\b(?:i'?m|i am|still) (?:still )?(?:an? )?bachelor\b(?=\s*(?:$|[,.;()!]|no |and (?:no|live)))",
    ),
    (
        "married",
        r"(?<!not )(?<!never )(?<!un)(?<!been )(?<!officially )(?<!yet )\bmarried\b|\bbeen married\b|"
        r"\bnewly[ -]?weds?\b|\bmariée?\b|"
        rf"\bmy {_EX}{_COUPLE}\b(?! or\b)|\bmy (?:épouse|mari)\b",
    ),
)
_STATUS = tuple((status, re.compile(pattern, re.I)) for status, pattern in _STATUSES)
_ONLY_PLANNED = re.compile(rf"\b{_NOT_YET}\s+$", re.I)
#: "Wife and 2 kids in Manila": a wife or husband without "my" is the writer's where nobody else is named before.
_BARE = re.compile(r"(?<![\w'-])(?:wife|wifey|husband|hubby)\b(?![\w-])", re.I)
_WHOSE = re.compile(
    r"(?:^\s*|[,.;:!?(/+&\n•-]\s*|\b(?:me|and|with|have an?|have|had an?|got an?|plus|the|non[- ]accompanying|"
    r"accompanying|dependent|our|i|include|add|added|included|of (?:me|us)|moi|et|thru|through|via|by|from|because of)\s+)$",
    re.I,
)
_OF_ALL = re.compile(
    r"^\W{0,3}(?:or|and/or|visa|open|work permit|sponsor\w*|points?|factors?|occupation|owp|stream|category)\b|"
    r"^\s*/\s*(?:partner|common)",
    re.I,
)
_ASKS = re.compile(
    r"^\W*(?:and |but |so |also )?(?:can|could|should|shall|would|will|do|does|did|is|are|if|what|how|when|which|who|"
    r"why|whether|may|must)\b",
    re.I,
)
_IN_QUESTION = re.compile(r"\b(?:if|should|whether|what if|can|could|suppose|supposing|in case|unless|would)\b", re.I)

# --- children and the whole family -------------------------------------------------------------------------------

_COUNT = rf"(?:\d{{1,2}}|{WORD}|an?|no|zero)"
_CHILD = (
    r"(?:kids?|kiddos?|children|childs?|sons?|daughters?|boys?|girls?|bab(?:y|ies)|toddlers?|infants?|newborns?|"
    r"teenagers?|little ones?|twins|enfants?)"
)
_CHILDREN = re.compile(
    rf"\b(?P<n>{_COUNT})\s+(?:(?:young|little|small|dependent|minor|school[- ]aged|more|\d{{1,2}}[- ]?(?:yr|year|month)s?"
    rf"[- ]?old|other|lovely|beautiful|teenage|adult|grown)\s+)?(?P<what>{_CHILD})\b(?! (?:benefit|care|tax)|friend)",
    re.I,
)
_NO_CHILDREN = re.compile(
    r"\b(?:no|don'?t have(?: any)?|do not have(?: any)?|without(?: any)?|aucun|pas d')\s*(?:wife|husband|spouse)?"
    r"(?: or | nor |, | and |/)?(?:kids?|children|childs?|enfants?|child)\b|\bchildless\b|\bchild-?free\b",
    re.I,
)
_HAS = re.compile(r"\b(?:have|has|had|with|and|got|avec|ai|our|,|\+|&|plus)\s*$|[,(+&-]\s*$|^\s*$", re.I)
#: "Single dad of two".
_PARENT_OF = re.compile(
    rf"\b(?:mom|mum|mother|dad|father|parents?|mama|papa)\s+(?:of|to|with)\s+(?P<n>\d|{WORD})\b(?!\s*(?:jobs?|years?|"
    r"months?))",
    re.I,
)
#: "With my husband and our son": the one child beside the couple.
_BESIDE = re.compile(
    rf"\b(?:{_PARTNER}|me|myself)\s*(?:,|and|&|\+|plus|, and)\s*(?:our|my|the)\s+(?:\w+\s+)?"
    r"(?:son|daughter|kid|child|baby|toddler|little one|newborn)\b|"
    rf"\b(?:{_PARTNER})\s*(?:,|and|&|\+|plus|, and|, plus)\s*(?:our |my |the )?(?:\w+ )?"
    r"(?:son|daughter|kid|child|baby|toddler|newborn)\b(?!-| (?:care|benefit))|"
    rf"\b{_PARTNER}\b[^.;!?]{{0,25}}, ?(?:our |my |one |plus our )?(?:son|daughter|baby)\b",
    re.I,
)
_TWINS = re.compile(r"\b(?:have|got|with|our|had|and|,) (?:\w+ )?twins\b", re.I)
#: Children somebody is paid for.
_OF_WORK = re.compile(
    r"\b(?:nanny|nannies|babysit\w*|baby-sit\w*|caregiver|car(?:e|es|ing)|taught|teach\w*|look(?:ing|s|ed)? after|"
    r"class|daycare|day care|ece|worked with|working with|work with|watch\w*|employer'?s|host|their|his|her)\b[^.;!?]{0,25}$",
    re.I,
)
_OURS = r"(?:the |my |our |this |one |same )?"
_WITHIN = rf"(?:in|on) {_OURS}(?:family|household|house|application|file|profile|home)"
_END = (
    rf"(?=\s*(?:$|[,.;:!?)(]|{_WITHIN}|at home|counting|including|with (?:the|our|my) (?:kid|child|bab|son|daughter|"
    r"little)|together|immigrating|applying|moving|altogether|in (?:total|all)|total|and (?:we|i|one)|so\b|coming))"
)
_FAMILY = re.compile(
    rf"\b(?:family ?size|household size|size of (?:my |our )?family)(?:\s*(?:is|of|=|:|-))?\s*(?P<a>\d{{1,2}}|{WORD})\b|"
    rf"\b(?:family|household|famille)\s*(?:of|de|=|:|is)\s*(?P<b>\d{{1,2}}|{WORD})\b(?!\s*(?:adults?|kids?|"
    rf"children|{_CHILD}|years?|weeks?|days?|months?))|"
    rf"\b(?:we are|we're|we r|we will be|we'll be|there are|total of|nous sommes)\s+(?:a total of |only |just |now )?"
    rf"(?P<c>\d{{1,2}}|{WORD})\s+(?:people|persons?|members?|personnes|in total|in all|altogether|at home|{_WITHIN})\b|"
    rf"\bwe(?: are|'re| r| will be|'ll be) (?:only |just |now )?(?P<d>\d|{WORD})"
    rf"(?=\s*(?:$|[.!,:(]|at home|counting|including|with|{_WITHIN}))|"
    rf"\b(?P<e>\d{{1,2}}|{WORD})\s+(?:family members|(?:people |persons? |members |applicants |souls )?{_WITHIN}|"
    rf"applicants|of us\b{_END})|"
    rf"\b(?P<f>\d|{WORD}) (?:people |persons |members )?at home (?:counting|including|with)\b|"
    rf"\b(?:so|that'?s|that is|makes|total|altogether|in all|all|means)\s*:?\s*(?:we are |we're |us )?(?P<g>\d|{WORD}) (?:people|persons?|of us)\b"
    rf"(?=\s*(?:$|[,.;!)]|in (?:total|all)|total))",
    re.I,
)
#: "Two adults and a toddler".
_ADULTS = re.compile(
    rf"\b(?P<a>[12]|one|two) adults?\s*(?:,|\+|&|and|plus|with|, and)?\s*(?P<k>\d|{WORD}|an?|no)\s+{_CHILD}\b", re.I
)
#: "Just me and my wife", "me and my son only".
_PAIR = rf"(?:me|myself|i) (?:and|&|\+) my (?:{_PARTNER}|son|daughter|child|kid|baby)"
_PAIR_TURNED = rf"my (?:{_PARTNER}|son|daughter|child|kid|baby) (?:and|&|\+) (?:me|myself|i)"
_TWO = re.compile(
    rf"\b(?:just|only) (?:{_PAIR}|{_PAIR_TURNED})\b(?!\s*(?:and|,|&|\+))|"
    rf"\b(?:{_PAIR}|{_PAIR_TURNED}) (?:only|alone)\b|\bjust the (?P<n>two|2|three|3) of us\b",
    re.I,
)
_ALONE = re.compile(
    r"\b(?:just|only) me,? (?:and )?(?:nobody|no one|noone|none) (?:else|other)\b|\b(?:nobody|no one) else (?:on|in) (?:the|my) (?:application|file|profile)\b|"
    r"\b(?:only|just) me\b(?! and| &)|\bonly myself\b|\bjust myself\b|\b(?:i'm|i am|im) alone\b|\bby myself\b|"
    r"\bno (?:dependents|dependants|family members)\b|^\W*alone\b",
    re.I,
)
_ABOUT_FAMILY = re.compile(
    r"\b(?:nobody|no one|noone|application|family|household|applicant|dependents?|dependants?|people|persons?|kids|spouse)\b",
    re.I,
)
_OF_COLLEAGUES = re.compile(
    r"\b(?:kitchen|restaurant|shop|store|office|team|company|staff|class|classmates?|room|apartment|house ?mates?|"
    r"room ?mates?|share|sharing|shift|cooks?|drivers?|friends|coworkers?|colleagues?|crew)\b",
    re.I,
)

# --- the spouse ---------------------------------------------------------------------------------------------------

_HE = r"(?:he|she|they)"
_WHO = rf"(?:{_PARTNER}|{_HE})"
#: "Wife", "wife and our two sons", "wife + 3 kids".
_ALL_OF_THEM = (
    rf"{_WHO}(?:\s*(?:,|and|&|\+|plus)\s*(?:my |our |the |both |all )*(?:{_COUNT} )?(?:\d)?\s?(?:\w+ )?{_CHILD})*"
)
_NO = r"(?P<no> not|n'?t)?"
_PR = r"(?:pr\b|p\.r\.|permanent residen\w+)"
_CANADIAN = re.compile(
    rf"\b{_WHO}(?:\s*\([^)]{{0,20}}\))?\s*(?:is|was|'s|became|got to be|:|-|\(|,|(?<=\))|(?=canadian\b))\s*{_NO}\s*(?:already |also |now |born |neither )*(?:an? )?"
    rf"(?P<no2>not )?(?:an? )?(?P<what>canadian(?: citizen| pr\b)?|citizen(?! (?:of|from) (?!canada))|{_PR}|citizen (?:of|from) canada)"
    r"(?!-|\s*(?:applicant|application|experience|refus|pending|process|work|degree|educat|diploma|visa|score))|"
    rf"\b{_WHO}\s+(?:already )?(?P<has>has|holds|have|hold|got|received|obtained)(?: already| now| (?:her|his|their|an?|the))*"
    rf" (?:{_PR}|canadian (?:citizenship|passport|pr\b)|citizenship)(?!\s*(?:appl|refus|pending|process|in (?:process|progress)))",
    re.I,
)
_NEITHER = re.compile(
    rf"\b{_PARTNER} (?:is |'s )?(?:neither|not) (?:an? )?(?:citizen|pr|canadian|permanent resident)", re.I
)
_MARRIED_TO = re.compile(
    r"\b(?:married|common[- ]law) (?:to|with) an? (?:canadian|citizen|pr\b|permanent resident)|\bspouse of an? (?:canadian|citizen)|"
    r"\bcanadian (?:wife|husband|spouse|girlfriend|boyfriend|partner)\b",
    re.I,
)
_COMING = r"(?:come?(?:s|ing)?|accompan(?:y|ies|ying)|immigrat(?:e|es|ing)|mov(?:e|es|ing)|join(?:s|ing)?|relocat(?:e|es|ing))"
_WITH_ME = r"(?:with (?:me|us)|w/? me|along|too|as well|to canada|together|also)"
_FILE = r"(?:my |the |our |this |same |one |a |express entry |ee |pr )*(?:application|profile|file|app\b|case|express entry|papers)"
_ADVERB = r"(?:also |both |be |definitely |surely |all |be also |not )*"
_DENIED = r"(?: not|n'?t)?"
_WAYS_TO_COME = (
    # "is coming", "will not be accompanying", "won't come", "does not accompany"
    rf"\b{_WHO}\s*(?:is|will|would|'s|'ll|won'?t|isn'?t|are|aren'?t|does|doesn'?t|do|don'?t|cannot|can'?t)"
    rf"{_DENIED} {_ADVERB}{_COMING}\b(?! (?:from|on (?!the app|my app)|in (?!the|my|our|this)))",
    # "comes with me", "and the kids move along"
    rf"\b{_WHO}\s+(?:(?:and|&) (?:the |our |my )?(?:kids?|children|son|daughter) )?{_COMING} (?:{_WITH_ME}|in {_FILE})",
    rf"\b{_WHO} (?P<alone>accompan(?:ies|y)\b)",
    rf"\b{_PARTNER}\s*(?:[:,(-]\s*)?(?:is )?(?:included )?(?:and )?(?:not )?(?:coming|accompanying)\b(?! (?:from|on|in))",
    # "is here with me and will be on the application", "isn't part of the application"
    rf"\b{_WHO}(?:'s|\b(?:[^.,;!?]{{0,35}}?\b(?:is|will|was|are|isn'?t|won'?t)\b)?){_DENIED}"
    r"(?: (?:also|be|here|together|with me|too|and|will|added|listed|included|going to be|both|not|all))* "
    rf"(?:in|on|part of|to|into|inside|under|for) {_FILE}",
    rf"\b{_PARTNER}\s*(?:is|was|will be|'s|isn'?t)?{_DENIED} (?:also )?(?:not )?(?:included|listed|added)\b",
    # "I include my wife", "applying with my husband"
    r"\b(?P<act>(?:includ(?:e|ed|ing)|add(?:ed|ing)?|bring(?:ing)?|(?:appl(?:y|ied|ying)|immigrat(?:e|ing)|mov(?:e|ing)|"
    rf"com(?:e|ing))(?: together| jointly)? with)) (?:in )?my {_PARTNER}\b(?! (?:for|back|home|abroad)\b)(?!'s)",
    r"\bwe(?: will| both|'ll| are|'re)*(?: both)? (?:apply|applying|immigrate|immigrating|go|come)(?: \w+)? together\b",
    # "will stay in Lagos", "stays back"
    rf"\b{_WHO}\s*(?:is |will |'s |'ll |plans to |going to |gonna )*(?:be )?(?:stay(?:s|ing)?|remain(?:s|ing)?) "
    r"(?:back|behind|home|there)\b",
    rf"\b{_WHO}\s*(?:will|'ll|is going to|plans to|wants to) (?:stay|remain)\b(?! (?:with me|here))",
    rf"\b{_WHO} (?:doesn'?t|does not|don'?t|do not|didn'?t) want(?: to)? (?:come|move|immigrate|canada|relocate)\b",
    rf"\bleav(?:e|ing) my {_PARTNER} (?:behind|back|there|home)|\b(?:apply|applying|come|coming|go|immigrate) without my "
    rf"{_PARTNER}\b",
    r"\b(?P<non>non[- ]?accompanying|not accompanying)\b",
    rf"\baccompanying {_PARTNER}\b",
    rf"\b{_PARTNER}(?: [a-z]+)?\W{{1,3}}accompan\w+\W{{1,3}}(?P<yesno>yes|no|y|n)\b",
    # "wife + 3 kids coming", "wife and our son accompany", "husband and kids will come"
    rf"\b{_ALL_OF_THEM}\s*(?:(?:is|are|will|would|'ll|won'?t|do|does|don'?t)\b{_DENIED} {_ADVERB})?(?:accompany\w*|coming|come (?:with me|along|too)|included)\b"
    r"(?! (?:from|on|in|back)\b)",
    # "wife and kids are in Peru and will stay there", "spouse here, homemaker, will accompany"
    rf"\b{_ALL_OF_THEM}\b[^.;!?]{{0,45}}?(?:\band|,|\bbut)\s*(?:(?:they|she|he|all)\s*)?(?P<tail>(?:will|'ll|won'?t|would)\b{_DENIED} (?:be |both |all |also )*"
    r"(?:included|accompany\w*|com(?:e|ing)\b(?! back)|join\b|stay(?: there| back| behind| home| in)|remain|on the application))",
    # "he not come now"
    rf"\b{_WHO} not (?:yet |now |to )?{_COMING}\b",
    # "common law with an Aussie who'll come along"
    rf"\b(?:married|common[- ]law|engaged|living|live) (?:to|with) [^.;!?]{{2,30}} who(?:'ll| will| is going to|'s going to| is|'s){_DENIED} (?:also )?{_COMING}\b",
    # "wife and kids not in the application"
    rf"\b{_PARTNER}\b[^.;!?]{{0,45}}\bnot (?:(?:in|on|part of) (?:the|my) (?:application|profile|file)|coming|accompanying)\b",
)
_ACCOMPANIES = tuple(re.compile(way, re.I) for way in _WAYS_TO_COME)
_NOT_COMING = re.compile(
    r"\b(?:not|won'?t|isn'?t|wont|isnt|stay\w*|remain\w*|without|leav\w+|cannot|can'?t|never|no)\b|n't\b|doesnt|non[- ]?acc",
    re.I,
)
_OUT_AFTER = re.compile(
    r"^\W{0,4}(?:no|not|n)\b\W*(?:$|[,.;]|in |part|on )|^[^.;!?]{0,25}\bnot (?:in|on|part of) (?:the|my)", re.I
)
#: Lengths of something else: "diploma of 2 years", "married for 3 years".
_STUDY_BEFORE = re.compile(
    r"\b(?:diploma|degree|program\w*|certificate|course|college|married|together|lived|living)\b(?: (?:is|was|since))?(?: of| for)?\s?[:(]?\s?$",
    re.I,
)
_STUDY_AFTER = re.compile(r"^[\s-]*(?:old|diploma|degree|program|course|certificate|college|post)", re.I)
_CANADIAN_WORK = re.compile(r"\b(?:work\w*|experience|exp|job)\b", re.I)
_IN_CANADA = re.compile(r"\b(?:in canada|canadian|here|canada)\b", re.I)
_NO_CANADIAN_WORK = re.compile(
    r"\b(?:no|zero|without(?: any)?|hasn'?t (?:any |got any )?|never|has no|nil|0|"
    r"(?:doesn|didn)'?t have(?: any)?|doesn'?t|hasn'?t|did not|didn'?t|has not|not)\s+(?:yet |ever )?"
    r"(?:canadian (?:work )?(?:experience|exp|work)|(?:ever |yet )?work(?:ed|ing|s)?(?: \w+)? (?:here|in canada)|"
    r"work (?:experience |exp )?(?:here|in canada)|(?:experience|exp) (?:here|in canada)|(?:job|jobs) (?:here|in canada))\b|"
    r"\bcanadian (?:work )?(?:experience|exp)\s*[:=-]?\s*(?:is )?(?:none|nil|zero|0|no)\b",
    re.I,
)


def family(text: str, calendar: Calendar, places: Sequence[Name] = ()) -> list[Mention]:
    """``marital_status``, ``children``, ``family_size``; of the spouse ``spouse_is_canadian``, ``spouse_accompanies``
    and ``spouse`` (``canadian_work_years``)."""
    return [*_status(text), *_children(text), *_size(text), *_spouse(text, calendar, places)]


def _status(text: str) -> list[Mention]:
    for status, pattern in _STATUS:
        for match in pattern.finditer(text):
            said_of_me = match.group().lower().startswith("my ") or subject_at(text, match.start()) != "other"
            if _ONLY_PLANNED.search(before(text, match.start(), 25)) or not said_of_me:
                continue
            return [Mention("marital_status", status, match.start(), match.end())]
    for match in _BARE.finditer(text):
        lead = before(text, match.start(), 60)
        first, last = sentence_of(text, match.start())
        if not _WHOSE.search(lead) or _OF_ALL.match(text[match.end() : match.end() + 20]):
            continue
        asked = text[last : last + 1] == "?" or _ASKS.match(text[first:last])
        if not asked and subject_at(text, match.start()) == "own":
            return [Mention("marital_status", "married", match.start(), match.end())]
    return []


def _children(text: str) -> list[Mention]:
    """How many children: "two kids", "a son and a daughter", "mother of two"."""
    if (match := _NO_CHILDREN.search(text)) and subject_at(text, match.start()) != "other":
        return [Mention("children", 0, match.start(), match.end())]
    total, start, end = 0, -1, -1
    for match in _CHILDREN.finditer(text):
        lead = before(text, match.start(), 40)
        vague = match["n"].lower() in ("a", "an")
        if subject_at(text, match.start()) == "other" and not (start >= 0 and match.start() - end <= 25):
            continue
        if (vague and not _HAS.search(lead)) or _OF_WORK.search(lead):
            continue
        if start >= 0 and (match.start() - end > 25 or (not vague and re.search(r"child|kid", match["what"], re.I))):
            break
        count = {"a": 1, "an": 1, "no": 0, "zero": 0}.get(match["n"].lower(), whole(match["n"]))
        if count is not None and match["what"].lower() == "twins":
            count = 2
        if count is None or count > 15:
            continue
        total, start, end = total + count, match.start() if start < 0 else start, match.end()
    if start >= 0:
        return [Mention("children", total, start, end)]
    if (match := _PARENT_OF.search(text)) and subject_at(text, match.start()) == "own":
        return [Mention("children", whole(match["n"]), match.start(), match.end())]
    if (match := _TWINS.search(text)) and subject_at(text, match.start()) != "other":
        return [Mention("children", 2, match.start(), match.end())]
    match = _BESIDE.search(text)
    return [Mention("children", 1, match.start(), match.end())] if match else []


def _size(text: str) -> list[Mention]:
    """How many they are, where it is said."""
    if match := _ADULTS.search(text):
        kids = {"a": 1, "an": 1, "no": 0}.get(match["k"].lower(), whole(match["k"]) or 0)
        return [Mention("family_size", int(number(match["a"]) or 1) + kids, match.start(), match.end())]
    for match in _FAMILY.finditer(text):
        size = whole(next(g for g in match.groups() if g))
        others = _OF_COLLEAGUES.search(text[slice(*clause_of(text, match.end() - 1))])
        of_us = match["g"] or subject_at(text, match.start()) != "other"
        if size and 1 <= size <= 30 and not others and of_us:
            return [Mention("family_size", size, match.start(), match.end())]
    if match := _TWO.search(text):
        return [Mention("family_size", whole(match["n"]) if match["n"] else 2, match.start(), match.end())]
    match = _ALONE.search(text)
    if match is None:
        return []
    sentence = text[slice(*sentence_of(text, match.start()))]
    if _ABOUT_FAMILY.search(sentence) or len(text.split()) <= 4:
        return [Mention("family_size", 1, match.start(), match.end())]
    return []


def _spouse(text: str, calendar: Calendar, places: Sequence[Name]) -> list[Mention]:
    """Whether the spouse is Canadian, whether they come, and their work here (``spouse``, in years)."""
    found = [*_citizenship(text), *_accompanying(text)]
    for match in _NO_CANADIAN_WORK.finditer(text):
        if subject_at(text, match.start()) == "spouse":
            found.append(Mention("spouse", {"canadian_work_years": 0}, match.start(), match.end()))
    for length in list(calendar.lengths):
        first, last = sentence_of(text, length.start)
        low, high = max(first, length.start - 40), min(last, length.end + 40)
        near = text[low:high]
        here = _IN_CANADA.search(near) or any(p.label.startswith("province:") and low <= p.start < high for p in places)
        of_study = _STUDY_BEFORE.search(text[low : length.start]) or _STUDY_AFTER.match(text[length.end : high])
        if subject_at(text, length.start) == "spouse" and _CANADIAN_WORK.search(near) and here and not of_study:
            calendar.take(length)
            years = tidy(round(length.months / 12, 1))
            end = length.end + (
                m.end() if (m := re.match(r"[^.,;!?]{0,25}\b(?:canada|here)\b", text[length.end : last], re.I)) else 0
            )
            found.append(Mention("spouse", {"canadian_work_years": years}, length.start, end))
    return found


def _citizenship(text: str) -> list[Mention]:
    if match := _NEITHER.search(text):
        return [Mention("spouse_is_canadian", False, match.start(), match.end())]
    for match in _CANADIAN.finditer(text):
        if _is_partner(text, match) and not _supposed(text, match):
            canadian = not (match["no"] or match["no2"])
            return [Mention("spouse_is_canadian", canadian, match.start(), match.end())]
    match = _MARRIED_TO.search(text)
    return [Mention("spouse_is_canadian", True, match.start(), match.end())] if match else []


def _accompanying(text: str) -> list[Mention]:
    """What was said last counts where the two are at odds: "he lives with me now but won't come"."""
    found = [m for pattern in _ACCOMPANIES for m in pattern.finditer(text) if _tells(text, m)]
    if not found:
        return []
    match = next((m for m in found if _comes(text, m) is False), found[0])
    return [Mention("spouse_accompanies", _comes(text, match), match.start(), match.end())]


def _tells(text: str, match: re.Match[str]) -> bool:
    """Whether the words are of the spouse, and no question or supposition."""
    if _supposed(text, match):
        return False
    if "non" in match.re.groupindex or _opening(match) == "we":
        return re.search(rf"\b{_PARTNER}\b", text, re.I) is not None
    return _is_partner(text, match)


def _comes(text: str, match: re.Match[str]) -> bool:
    groups = match.groupdict()
    if groups.get("yesno"):
        return groups["yesno"].lower().startswith("y")
    lead = text[max(sentence_of(text, match.start())[0], match.start() - 18) : match.start()]
    denied = groups.get("act") and re.search(r"\b(?:not|never|didn'?t|don'?t|won'?t)\W+(?:\w+\W+)?$", lead, re.I)
    told = groups.get("tail") or match.group()
    return not (denied or _NOT_COMING.search(told) or _OUT_AFTER.match(text[match.end() : match.end() + 50]))


def _opening(match: re.Match[str]) -> str:
    word = re.match(r"\w+", match.group())
    return word.group().lower() if word else ""


def _supposed(text: str, match: re.Match[str]) -> bool:
    """ "Should my wife be accompanying or not": nothing that is so."""
    lead = before(text, match.start(), 40)
    first = clause_of(text, match.start())[0]
    return bool(_IN_QUESTION.search(lead[-max(0, match.start() - first) :] if match.start() > first else "")) or bool(
        re.match(r"\s*or (?:not|non|should|stay)", text[match.end() : match.end() + 12], re.I)
    )


def _is_partner(text: str, match: re.Match[str]) -> bool:
    """ "she" only where the spouse was named before, or is named right after as who it is."""
    opening = _opening(match)
    if opening not in ("he", "she", "they"):
        return True
    if subject_at(text, match.start() + len(opening)) == "spouse":
        return True
    return bool(re.match(rf"[^.;!?]{{0,30}}[,(]\s*my {_PARTNER}\b", text[match.end() : match.end() + 60], re.I))
