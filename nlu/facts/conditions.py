"""How the work was done: paid, self-employed, while studying, on leave; and what "not" does to each."""

from __future__ import annotations

import re

from nlu.facts.dates import When
from nlu.facts.mention import Mention, sentence_of

_NEGATION = re.compile(
    r"\b(?:not|never|no|isn'?t|wasn'?t|weren'?t|haven'?t|don'?t|didn'?t|neither|nor|without|nothing|am not|no longer)\b[^.?!;,]{0,22}$",
    re.I,
)
_RULES: list[tuple[str, bool, re.Pattern[str]]] = [
    ("self_employed", True, re.compile(
        r"\bself[- ]?employ(?:ed|ment)\b|\bfreelanc\w*\b|\b(?:independent )?contract(?:or|ing)\b(?! (?:permit|ended|ends|position|job))|\bsole propriet\w*\b|"
        r"\b(?:my|own|ran my|run my|our) (?:own )?(?:business|company|corporation|startup|start-up)\b|\binvoic(?:e|ed|ing)\b|\bincorporated myself\b|"
        r"\b(?:uber|doordash|skip ?the ?dishes|lyft) (?:driver|driving)?\b|\bgig work\b", re.I)),
    ("self_employed", False, re.compile(r"\b(?:regular|normal|proper|permanent|salaried|payroll|t4) employee\b|\bon payroll\b|\bemployee,? not\b|\bi(?:'m| was| am) an employee\b", re.I)),
    ("full_time_student", True, re.compile(
        r"\b(?:while|when|during|as)\b[^.?!;,]{0,25}\b(?:full[- ]?time stud(?:y|ies|ying|ent)|studying(?: full[- ]?time)?|a student|my (?:studies|degree|masters?|diploma|course|program|programme|semester|university|college)|school|university|college|still in school)\b|"
        r"\b(?:was|am|were) (?:a |an )?(?:full[- ]?time |international )?student\b|\bstud(?:ied|ying|y) full[- ]?time\b|\bfull[- ]?time (?:studies|student|study)\b|"
        r"\bco-?op(?: (?:term|job|position|placement|student|work))?\b(?! (?:permit|work permit))|\b(?:teaching|research) assistant(?:ship)? (?:while|during)\b|"
        r"\b(?:on|during) (?:my )?study permit\b|\binternship (?:during|for) (?:my )?(?:studies|degree|program|course)\b", re.I)),
    ("full_time_student", False, re.compile(r"\b(?:part[- ]?time (?:stud(?:y|ies|ent|ying)|program|course))\b|\bstud(?:ied|ying|y) part[- ]?time\b|\bafter (?:i )?(?:graduat\w+|finish\w+ (?:my )?(?:studies|degree|school|program|diploma))\b|\bsince (?:i )?graduat\w+\b", re.I)),
    ("paid", False, re.compile(r"\bunpaid\b(?! (?:leave|vacation|break))|\bvolunt(?:eer|ary|eered|eering)\b|\bwithout pay\b|\bnot paid\b|\bno (?:pay|salary|wages)\b", re.I)),
    ("paid", True, re.compile(r"\b(?:was|am|got|get|were|is) (?:always |fully )?paid\b|\bpaid (?:job|work|position|employee)\b", re.I)),
    ("foreign_employer", True, re.compile(
        r"\b(?:foreign|overseas|non[- ]canadian|us|american|indian|uk|european|offshore) (?:employer|company|client|firm|startup)\b|"
        r"\b(?:company|employer|firm|client)s? (?:is |was |are |were |based )?(?:in|from|based in) (?:the )?(?:us|usa|states|uk|india|europe|abroad|another country|outside canada|china|philippines)\b", re.I)),
    ("foreign_employer", False, re.compile(r"\bcanadian (?:employer|company|firm)\b|\bemployer (?:is|was) (?:in canada|canadian)\b", re.I)),
    ("publicly_funded_physician", True, re.compile(r"\b(?:ohip|msp|ramq|fee[- ]for[- ]service|bill(?:ed|ing)? the province|publicly funded)\b", re.I)),
    ("duties_match", True, re.compile(r"\b(?:duties|tasks|responsibilities) (?:do |all |mostly )?match\w*\b", re.I)),
]  # fmt: skip
_STUDENT_WORD = re.compile(r"\bstudent\b", re.I)

_LEAVE = re.compile(
    r"\b(?:(?P<parental>(?:maternity|parental|paternity|mat)[- ]?leave)|(?P<sick>(?:sick|medical|disability|stress)[- ]?leave)|"
    r"(?P<unpaid>unpaid (?:leave|vacation|break|time off)|leave of absence|sabbatical)|(?P<layoff>(?:temporary |temporarily )?(?:lay-?off|laid off (?:for|from)|furlough\w*))|"
    r"(?P<vacation_paid>(?:paid )?(?:vacation|holidays?|pto)(?= (?:from|for|in|of)\b)))",
    re.I,
)  # fmt: skip

_INADMISSIBLE: list[tuple[str, re.Pattern[str]]] = [
    ("none", re.compile(
        r"\b(?:no|clean|clear|without(?: any)?|never had(?: a| any)?|don'?t have(?: a| any)?|nothing (?:like|on))\b[^.?!;]{0,20}\b(?:criminal\w*(?: record| history)?|police record|record|convictions?|charges?)\b|"
        r"\bnot inadmissible\b|\bnever (?:been )?(?:convicted|charged|arrested)\b|\bnothing (?:of (?:that|the) (?:kind|sort)|like that)\b|\badmissible\b(?<!inadmissible)", re.I)),
    ("misrepresentation", re.compile(r"\bmisrep(?:resent\w*)?\b(?! (?:if|is)\b)", re.I)),
    ("criminal", re.compile(r"\b(?:dui|dwi|drunk driv\w+|impaired driving|criminal (?:record|charge|conviction|offence|offense)|convict(?:ed|ion)|charged with|assault charge|arrested|felony|misdemeanou?r)\b", re.I)),
    ("medical", re.compile(r"\b(?:serious (?:illness|health condition|medical condition)|medically inadmissible|excessive demand|dialysis|tuberculosis)\b", re.I)),
]  # fmt: skip


def conditions(text: str, dates: list[When]) -> tuple[list[Mention], set[int]]:
    """Conditions of the work with their truth, leaves, grounds of inadmissibility."""
    found: list[Mention] = []
    for entity, value, pattern in _RULES:
        for match in pattern.finditer(text):
            if any(m.entity == entity and m.start < match.end() and match.start() < m.end for m in found):
                continue
            before = text[sentence_of(text, match.start())[0] : match.start()]
            negated = bool(_NEGATION.search(before)) and not match.group().lower().startswith(
                ("no ", "not ", "without")
            )
            truth = (not value) if negated else value
            if entity == "publicly_funded_physician" and negated:
                truth = False
            found.append(Mention(entity, truth, match.start(), match.end()))
    used: set[int] = set()
    for match in _LEAVE.finditer(text):
        before = text[sentence_of(text, match.start())[0] : match.start()]
        if _NEGATION.search(before):
            continue
        kind = str(match.lastgroup)
        near = [
            i for i, when in enumerate(dates) if i not in used and 0 <= when.start - match.end() <= 40 and i not in used
        ][:2]
        row: dict[str, object] = {"kind": kind}
        if len(near) == 2:
            row["start"], row["end"] = dates[near[0]].first.isoformat(), dates[near[1]].last.isoformat()
            used |= set(near)
        found.append(Mention("leave", row, match.start(), match.end()))
    return found + _grounds(text), used


def _grounds(text: str) -> list[Mention]:
    for ground, pattern in _INADMISSIBLE:
        match = pattern.search(text)
        if match is None:
            continue
        before = text[sentence_of(text, match.start())[0] : match.start()]
        if ground != "none" and _NEGATION.search(before):
            return [Mention("inadmissibility", "none", match.start(), match.end())] if ground == "criminal" else []
        return [Mention("inadmissibility", ground, match.start(), match.end())]
    return []
