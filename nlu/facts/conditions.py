"""How the work was done: paid, self-employed, while studying, on leave; and what "not" does to each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlu.facts.dates import When
from nlu.facts.mention import Mention, before, sentence_of
from nlu.facts.periods import Calendar, Stretch
from nlu.facts.spans import following, part_of
from nlu.facts.subjects import subject_at

_NEGATION = re.compile(
    r"\b(?:not|never|no(?!,| i\b| it\b| my\b| we\b| the\b| that\b)|isn'?t|wasn'?t|weren'?t|haven'?t|hasn'?t|"
    r"don'?t|didn'?t|neither|nor|without|nothing|no longer|cannot|aucun|pas|jamais)\b[^.?!;,]{0,22}$",
    re.I,
)
#: "No, I was an employee": the no answers a question.
_AN_ANSWER = re.compile(r"\bno\W*$", re.I)
_OPENS_WITH_NO = re.compile(r"(?:no|not|without|never|un)\b", re.I)


@dataclass(frozen=True)
class Rule:
    """Words that say that a condition is ``value``; a "not" before them says the opposite, or, where it doesn't turn
    them, nothing: "no pay stubs" is not "unpaid".
    """

    entity: str
    value: bool
    pattern: re.Pattern[str]
    turns: bool = True


def _rule(entity: str, value: bool, *ways: str, turns: bool = True) -> Rule:
    return Rule(entity, value, re.compile("|".join(rf"(?:{way})" for way in ways), re.I), turns)


_FULL_TIME = r"full[- ]?time"
_STUDYING = r"(?:while|when|during|as(?! an? (?!student\b)))\b[^.?!;,]{0,25}\b"
_MY_STUDIES = r"(?:studies|degree|masters?|diploma|course|program|programme|semester|university|college)"
_GIGS = r"(?:uber(?: ?eats)?|lyft|doordash|skip ?the ?dishes|instacart)"
_OWNED = r"(?:business|company|corporation|startup|start-up|firm|shop|store|restaurant|agency)"
_ABROAD = (
    r"(?:us|u\.s\.|usa|states|uk|india|europe|abroad|another country|outside (?:of )?canada|china|philippines|"
    r"home country|germany|france|dubai|australia)"
)
_FOREIGN = r"(?:foreign|overseas|non[- ]canadian|us|american|indian|uk|british|european|offshore|chinese|french|german)"
_EMPLOYER = r"(?:employer|company|client|clients|firm|startup)"

#: The first that fits some words keeps them.
_RULES = (
    _rule(
        "self_employed",
        False,
        r"\b(?:regular|normal|proper|permanent|salaried|payroll|t4|w2) employee\b",
        r"\bon (?:the )?payroll\b",
        r"\bemployee,? not\b",
        r"\bi(?:'m| was| am|m) an employee\b",
        r"\bt4 (?:job|work|slip)",
        r"\bworked for an employer\b",
        r"\bthen (?:i )?(?:was |became |hired |converted |made )?(?:as |to )?(?:an? |full[- ]time |permanent |regular )*"
        r"employee\b",
    ),
    _rule(
        "self_employed",
        True,
        r"\bself[- ]?employ(?:ed|ment)\b",
        r"\bfreelanc\w*\b",
        r"\b(?:independent |own )?contract(?:or|ing)\b(?! (?:permit|ended|ends|position|job|company|firm))",
        r"\bsole propriet\w*\b",
        rf"\b(?:my own|own my|owned my|ran my(?: own)?|run my(?: own)?|our own|"
        rf"started my(?: own)?) (?:\w+ )?{_OWNED}\b",
        rf"\bi (?:own|owned|co-?own(?:ed)?|founded|co-?founded)\b(?=[^.,;]{{0,20}}\b{_OWNED}\b)",
        rf"\b{_OWNED} is mine\b",
        r"\binvoic(?:e|ed|ing)\b",
        r"\bincorporated myself\b",
        r"\b(?:i'm|i am|im) incorporated\b",
        r"\bbill(?:ed|ing|s)? (?:by the hour|hourly|(?:my )?clients?|them)\b",
        r"\b1099\b",
        r"\bt4a\b",
        rf"\b(?:driv(?:e|ing|er)|drove|deliver\w*|do|did|doing) (?:for |with )?{_GIGS}\b",
        rf"\b{_GIGS} (?:driver|driving|delivery|rider|courier)\b",
        r"\bgig work\b",
        r"\brent(?:s|ed|ing)? (?:an? |my |the )?(?:chair|booth|station|stall) (?:in|at|from|to work)\b",
        r"\b(?:my |their |with )?own (?:clients|customers|clientele)\b",
        r"\bown business name\b",
        r"\b(?:my|our) (?:small |little )?(?:business|company) (?:is )?(?:registered|incorporated)\b",
        r"\bwork(?:s|ed|ing)? for (?:myself|himself|herself)\b",
        r"\b(?:my|his|her) own boss\b",
        r"\b(?:hst|gst) number\b",
        r"\bbusiness owner\b",
        r"\bi(?: co-?)? ?own(?:ed)?(?: and (?:run|ran|operate[d]?|manage[d]?))(?= an? \w+)",
        r"\btravailleur autonome\b",
        r"\bà mon compte\b",
    ),
    _rule(
        "full_time_student",
        False,
        r"\bpart[- ]?time (?:stud(?:y|ies|ent|ying)|program|course)\b",
        r"\bstud(?:ied|ying|y) part[- ]?time\b",
        r"\bafter (?:i )?(?:graduat\w+|finish\w+ (?:my )?(?:studies|degree|school|program|diploma))\b",
        r"\bno longer (?:a |an )?(?:\S+ )?student\b",
    ),
    _rule(
        "full_time_student",
        True,
        rf"\b{_STUDYING}(?:{_FULL_TIME} stud(?:y|ies|ying|ent)|study(?:ing)?(?: {_FULL_TIME})?(?! permit|"
        rf" visa)|a student|my {_MY_STUDIES}|still in school)\b",
        r"\b(?:while|when|during) (?:in |at )?(?:school|university|college|uni)\b",
        rf"\bduring my {_MY_STUDIES}\b",
        rf"\bin (?:school|college|university) {_FULL_TIME}\b",
        rf"\b(?:was|am|were|i'm|im|a|an|wasn't|weren't|isn't|never|not) (?:a |an )?(?:{_FULL_TIME} |"
        rf"international )?student\b(?! (?:permit|visa|loan))",
        rf"\b(?:doing|did|in|taking|took|pursuing) (?:an? |my |the )?{_FULL_TIME} {_MY_STUDIES}\b",
        rf"\bstud(?:ied|ying|y) {_FULL_TIME}\b",
        r"\b(?:wasn't|wasnt|weren't|not) studying\b(?! (?:part|for|english|french))",
        r"\bstill (?:studying|a student|in (?:school|college|university))\b(?! (?:part|for|english|french))",
        r"\bwas studying (?:then|at (?:the|that) time|while|when|during)\b",
        rf"\b{_FULL_TIME} (?:studies|student|study)\b",
        r"\bco-?op(?: (?:term|job|position|placement|student|work))?\b(?! (?:permit|work permit|"
        r"wp\b))(?<!calgary co-op)",
        r"\binternship (?:during|for) (?:my )?(?:studies|degree|program|course)\b",
    ),
    _rule(
        "paid",
        False,
        r"\bunpaid\b(?! (?:leave|vacation|break|time off|overtime))",
        r"\b(?:was|were|am|been|as a|did|i) volunt(?:eer|eering|eered)\b(?! (?:sometimes|on|at weekends|"
        r"every))",
        r"\bvoluntary\b",
        r"\bvolunteer (?:work|position|job|basis|experience)\b",
        r"\bwithout (?:any )?pay\b",
        r"\bnot paid\b",
        r"\bno (?:pay|salary|wages)\b",
        r"\bnon payé\b",
    ),
    _rule(
        "paid",
        True,
        r"\b(?:was|am|got|get|were|is|been|all|always|wasn't|weren't|isn't) (?:always |fully |"
        r"all )?paid\b(?! (?:the|my|late|off|\d))",
        r"\bpaid (?:job|work|position|employee|internship|employment)\b",
        r"\bi(?:'m| am| was) paid\b",
        r"\ba paid (?=\w+)",
        r"(?:^\W*|[,;.] |\byes,? |\band )paid\b(?! (?:\d|for|the|my|leave|vacation|"
        r"attention|off|[$]))",
        r"\bpayé\b",
    ),
    _rule(
        "paid",
        True,
        r"\b(?:on|always|via|through|regular|normal|proper) (?:the |regular )*payroll\b|\bpayroll with\b",
        r"\bt4s?\b",
        r"\bpay ?(?:stubs?|slips?)\b",
        r"\bdirect deposit\b",
        r"\b(?:salary|wages?|pay) (?:comes?|is|was|goes|arrives?|(?:each|every) \w+|by (?:che(?:que|ck)|transfer|bank))\b",
        r"\b(?:they|boss|employer|company|owner|he|she|manager)\b (?:always )?(?:pays?|paid) (?:me|us|salary|wages|my|in|by|every|each|with|cash)\b",
        r"\bpaid (?:by|in|every|weekly|monthly|hourly|bi-?weekly|via|cash|(?:only )?(?:since|from))\b",
        r"\b(?:for|in) cash\b|\bcash (?:job|in hand|only|payment)\b",
        r"\bsalaried\b|\bon (?:a )?salary\b|\bon (?:an )?hourly (?:wage|pay|rate)\b",
        r"\bwith (?:all )?(?:deductions|taxes (?:deducted|taken))\b",
        turns=False,
    ),
    _rule(
        "foreign_employer",
        False,
        r"\bcanadian (?:employer|company|firm)\b",
        r"\bemployer (?:is|was) (?:in canada|canadian|here)\b",
        r"\bcompany (?:is|was) (?:in canada|canadian)\b",
    ),
    _rule(
        "foreign_employer",
        True,
        rf"\b{_FOREIGN} {_EMPLOYER}\b",
        rf"\b{_EMPLOYER}s? (?:that |which )?(?:is |was |are |were |based )?(?:in|from|based in|"
        rf"located in) (?:the )?{_ABROAD}\b",
        rf"\b{_EMPLOYER} (?:is|was) (?:abroad|foreign|overseas)\b",
    ),
    _rule(
        "publicly_funded_physician",
        True,
        r"\b(?:ohip|msp|ramq|fee[- ]for[- ]service|bill(?:ed|ing)? the province|publicly funded|"
        r"provincial health (?:plan|insurance))\b",
    ),
    _rule(
        "duties_match",
        True,
        r"\b(?:duties|tasks|responsibilities)[^.?!;,]{0,20}\b(?:match\w*|are the same|fit|"
        r"correspond)\b",
        r"\b(?:match\w*|did|perform\w*|do) (?:all |most |the |main |of )*(?:duties|tasks)\b",
    ),
    _rule(
        "duties_match",
        False,
        r"\b(?:duties|tasks|responsibilities) (?:are|were) (?:very |completely |quite |"
        r"totally )?different\b",
    ),
)
_INSIDE_NEGATION = re.compile(r"\b(?:not|don'?t|doesn'?t|didn'?t|do not|never|wasn'?t|weren'?t|isn'?t)\b", re.I)
#: What may hold for a part of a job only.
_IN_PARTS = frozenset({"self_employed", "full_time_student", "paid", "foreign_employer"})
#: The dates of these are the dates of the work.
_THE_WORK_ITSELF = re.compile(r"co-?op|intern|\b(?:while|when|during|as)\b", re.I)
_UNPAID = re.compile(r"unpaid|not paid|without|no pay|no salary|no wages", re.I)
_THEN = re.compile(r"then\b", re.I)

# --- leaves --------------------------------------------------------------------------------------------------

_LEAVE = re.compile(
    r"\b(?:(?P<parental>(?:maternity|parental|paternity|mat|pat|family|adoption)[- ]?leave|"
    r"congé (?:de )?(?:maternité|parental))|"
    r"(?P<sick>(?:sick|medical|disability|stress)[- ]?leave|off sick|congé (?:de )?maladie)|"
    r"(?P<unpaid>unpaid (?:leave|vacation|break|time off)|leave of absence|sabbatical|congé sans solde)|"
    r"(?P<layoff>(?:temporary |temporarily |temp )(?:lay-?off|laid off)|laid off (?:for|from)|furlough\w*)|"
    r"(?P<vacation_paid>(?:paid (?:vacation|holidays?|pto)|vacation|(?<!working )(?<!public )(?<!stat )holidays?|pto)"
    r"(?= (?:from|for|in|of|between)\b)))",
    re.I,
)
#: Without dates or a length no leave: "holiday from France".
_HOLIDAY = re.compile(r"holidays?\b", re.I)
_NEAR_LEAVE = 40
_LENGTH_OF = re.compile(r"^\s*(?:of|on|for|d')?\s*(?:an? )?(?:paid |unpaid )?$", re.I)

# --- admissibility -------------------------------------------------------------------------------------------

_RECORD = (
    r"(?:criminal\w*(?: record| history)?|police record|record|convictions?|charges?|arrests?|casier(?: judiciaire)?)"
)
_CRIME = (
    r"(?:dui|dwi|drunk driv\w+|impaired driving|criminal (?:record|charge|conviction|offence|offense|history|case)|"
    r"convict(?:ed|ion)|charged with|assault charge|arrested|felony|misdemeanou?r|theft charge|shoplifting)"
)
_INADMISSIBLE = (
    (
        "none",
        re.compile(
            rf"\b(?:no|clean|clear|zero|without(?: any| an?)?|never had(?: an?| any)?|don'?t have(?: an?| any)?|"
            rf"dont have(?: an?| any)?|aucun|pas de|nothing (?:like|on))\b[^.?!;]{{0,20}}\b{_RECORD}\b|"
            r"\bnever (?:committed|done) (?:any |an? )?(?:crimes?|offen[cs]es?)\b|"
            r"\b(?:nothing|no) criminal\b|\bnot inadmissible\b|\bnever (?:been )?(?:convicted|charged|arrested)\b|\bnothing (?:of (?:that|"
            r"the) (?:kind|sort)|like that)\b|(?<!in)\badmissible\b",
            re.I,
        ),
    ),
    ("misrepresentation", re.compile(r"\bmisrep(?:resent\w*)?\b(?! (?:if|is)\b)", re.I)),
    ("criminal", re.compile(rf"\b{_CRIME}\b", re.I)),
    (
        "medical",
        re.compile(
            r"\b(?:serious (?:illness|health condition|medical condition)|medically inadmissible|"
            r"excessive demand|dialysis|tuberculosis)\b",
            re.I,
        ),
    ),
)


def conditions(text: str, calendar: Calendar) -> list[Mention]:
    """Conditions of the work with their truth, leaves, grounds of inadmissibility."""
    return [*_truths(text, calendar), *_leaves(text, calendar), *_grounds(text)]


def _truths(text: str, calendar: Calendar) -> list[Mention]:
    found: list[Mention] = []
    for rule in _RULES:
        for match in rule.pattern.finditer(text):
            if any(m.entity == rule.entity and m.start < match.end() and match.start() < m.end for m in found):
                continue
            if subject_at(text, match.start()) == "spouse":
                continue
            truth = _truth(text, match, rule)
            if truth != rule.value and not rule.turns:
                continue
            found.append(_in_part(text, Mention(rule.entity, truth, match.start(), match.end()), calendar))
    return _once_a_sentence(text, _turned(text, found))


def _in_part(text: str, mention: Mention, calendar: Calendar) -> Mention:
    """With the part of the job for which it holds, if only for a part."""
    if mention.entity not in _IN_PARTS:
        return mention
    written = text[mention.start : mention.end]
    sure = frozenset({"until"}) if mention.entity in ("self_employed", "paid") else frozenset()
    if mention.entity == "full_time_student" and not _THE_WORK_ITSELF.search(written):
        sure = frozenset({"always until", "always since", "always range"})
    elif mention.entity == "paid" and _UNPAID.search(written):
        sure |= {"range"}
    part = None if _THEN.match(written) else part_of(text, mention.start, mention.end, calendar, sure)
    if part is None:
        return mention
    return replace(mention, span=part.span, start=min(mention.start, part.start), end=max(mention.end, part.end))


def _turned(text: str, found: list[Mention]) -> list[Mention]:
    """ "A contractor until June 2025, then an employee": the second begins where the first ends."""
    rows = []
    for mention in found:
        earlier = next((m for m in found if m.entity == mention.entity and m.span and m.end <= mention.start), None)
        turned = _THEN.match(text[mention.start : mention.end]) and earlier and mention.value != earlier.value
        span = following(earlier.span) if turned and earlier and earlier.span and not mention.span else None
        rows.append(replace(mention, span=span) if span else mention)
    return rows


def _truth(text: str, match: re.Match[str], rule: Rule) -> bool:
    written = match.group()
    inside = bool(_INSIDE_NEGATION.search(written))
    if _OPENS_WITH_NO.match(written) and not (rule.value and inside):
        # "no longer a student", "not paid": the words hold their own "no".
        return rule.value
    answered = written.lower().startswith(("i ", "i'")) and _AN_ANSWER.search(before(text, match.start(), 60))
    negated = inside or (not answered and bool(_NEGATION.search(before(text, match.start(), 60))))
    return not rule.value if negated else rule.value


def _once_a_sentence(text: str, found: list[Mention]) -> list[Mention]:
    """The same thing said twice in a sentence is said once."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: m.start):
        first, last = sentence_of(text, mention.start)
        same = [k for k in kept if (k.entity, k.value, k.span) == (mention.entity, mention.value, mention.span)]
        if not any(first <= k.start < last for k in same):
            kept.append(mention)
    return kept


def _leaves(text: str, calendar: Calendar) -> list[Mention]:
    found = []
    for match in _LEAVE.finditer(text):
        if _NEGATION.search(before(text, match.start(), 60)) or subject_at(text, match.start()) == "spouse":
            continue
        row: dict[str, object] = {"kind": str(match.lastgroup)}
        end = match.end()
        if (stretch := _span_of_leave(text, match, calendar)) is not None:
            calendar.take(stretch)
            assert stretch.first is not None and stretch.last is not None
            row["start"], row["end"] = stretch.first.first.isoformat(), stretch.last.last.isoformat()
            end = max(end, stretch.end)
        elif len(days := _days_of_leave(match, calendar)) == 2:
            for day in days:
                calendar.take(day)
            row["start"], row["end"] = days[0].first.isoformat(), days[1].last.isoformat()
            end = days[1].end
        for length in calendar.lengths:
            between = (
                text[length.end : match.start()] if length.end <= match.start() else text[match.end() : length.start]
            )
            if len(between) <= 12 and (_LENGTH_OF.match(between) or length.start > match.end()):
                row["months"] = length.months
                calendar.take(length)
                break
        if _HOLIDAY.match(match.group()) and len(row) == 1:
            continue
        found.append(Mention("leave", row, match.start(), end))
    return found


def _span_of_leave(text: str, match: re.Match[str], calendar: Calendar) -> Stretch | None:
    for stretch in calendar.stretches:
        if stretch.first is None or stretch.last is None:
            continue
        after = 0 <= stretch.start - match.end() <= _NEAR_LEAVE
        ahead = 0 <= match.start() - stretch.end <= 15
        if (after and not re.search(r"[.;!?\n]", text[match.end() : stretch.start])) or ahead:
            return stretch
    return None


def _days_of_leave(match: re.Match[str], calendar: Calendar) -> list[When]:
    return [day for day in calendar.points() if 0 <= day.start - match.end() <= _NEAR_LEAVE][:2]


def _grounds(text: str) -> list[Mention]:
    for ground, pattern in _INADMISSIBLE:
        match = pattern.search(text)
        if match is None or subject_at(text, match.start()) != "own":
            continue
        if ground != "none" and _NEGATION.search(before(text, match.start(), 60)):
            return [Mention("inadmissibility", "none", match.start(), match.end())] if ground == "criminal" else []
        return [Mention("inadmissibility", ground, match.start(), match.end())]
    return []
