"""Figures that are computed before they are said: ``{figure.NAME}`` in an answer is the function ``NAME`` here.

Each takes the day and the language and gives the text. A new one is a function under ``@figure``.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from dateutil.relativedelta import relativedelta

from answers.current_rounds import current
from answers.dates import grouped, long_date
from answers.phrases import phrase, phrases
from answers.rounds import type_name
from answers.summary import say
from eligibility.crs_grid import grid_on
from eligibility.fees import permanent_residence
from eligibility.noc.groups import level_2016
from eligibility.parameters import parameter
from eligibility.rounds import Round

Figure = Callable[[datetime.date, str], str]
FIGURES: dict[str, Figure] = {}


def figure(function: Figure) -> Figure:
    """Registers a figure under the function's name."""
    FIGURES[function.__name__] = function
    return function


def money(amount: float, lang: str = "en") -> str:
    """ "$1,590"."""
    return phrase("topics.money", lang, amount=grouped(amount))


def listed(items: Sequence[str], join: str, lang: str = "en") -> str:
    """ "0, 1, 2 or 3"; ``join`` is ``and`` or ``or``."""
    if len(items) < 2:
        return "".join(items)
    word = phrase(f"topics.joins.{join}", lang)
    return phrase("topics.list", lang, first=", ".join(items[:-1]), join=word, last=items[-1])


# --- fees -----------------------------------------------------------------------------------------------


@figure
def fees_single_total(today: datetime.date, lang: str) -> str:
    """All fees of the government for one person."""
    return money(permanent_residence(today).total, lang)


@figure
def fees_couple_total(today: datetime.date, lang: str) -> str:
    """All fees of the government for a couple."""
    return money(permanent_residence(today, spouse=True).total, lang)


@figure
def fees_open_work_permit(today: datetime.date, lang: str) -> str:
    """Both fees of a work permit that names no employer, together."""
    names = ("work_permit", "open_work_permit_holder")
    return money(sum(parameter("fees", name).on(today).value for name in names), lang)


@figure
def fees_adult(today: datetime.date, lang: str) -> str:
    """Processing fee and right of permanent residence fee of one adult."""
    rows = ("principal_applicant", "right_of_permanent_residence")
    return money(sum(parameter("fees", row).on(today).value for row in rows), lang)


# --- rounds ---------------------------------------------------------------------------------------------


def _cec() -> tuple[Round, ...]:
    return current().of(("CEC",))


def _last_twelve_months() -> list[int]:
    """The cut-offs of the class in the twelve months before the newest of its rounds."""
    rows = _cec()
    since = rows[0].date - relativedelta(months=12)
    return [row.cutoff for row in rows if row.date > since]


@figure
def latest_cec_cutoff(today: datetime.date, lang: str) -> str:
    """The lowest score invited in the newest round for the class."""
    return str(_cec()[0].cutoff)


@figure
def latest_cec_date(today: datetime.date, lang: str) -> str:
    """The day of that round."""
    return long_date(_cec()[0].date, lang)


@figure
def latest_cec_invitations(today: datetime.date, lang: str) -> str:
    """How many were invited in it."""
    return grouped(_cec()[0].invitations)


@figure
def cec_cutoff_lowest(today: datetime.date, lang: str) -> str:
    """The lowest cut-off of the class in the twelve months before its newest round."""
    return str(min(_last_twelve_months()))


@figure
def cec_cutoff_highest(today: datetime.date, lang: str) -> str:
    """The highest cut-off of the class in the twelve months before its newest round."""
    return str(max(_last_twelve_months()))


def _since_last_year() -> list[Round]:
    """The rounds of the class since January of the year before the newest of them."""
    rows = _cec()
    return [row for row in rows if row.date.year >= rows[0].date.year - 1]


@figure
def cec_range_year(today: datetime.date, lang: str) -> str:
    """The year in which `cec_range` begins."""
    return str(_cec()[0].date.year - 1)


@figure
def cec_range(today: datetime.date, lang: str) -> str:
    """The lowest and the highest cut-off of the class since January of last year: "507 to 547"."""
    cutoffs = [row.cutoff for row in _since_last_year()]
    return phrase("topics.range", lang, low=str(min(cutoffs)), high=str(max(cutoffs)))


@figure
def latest_round_type(today: datetime.date, lang: str) -> str:
    """Whom the newest round of all invited."""
    return type_name(current().rounds[0].type, lang)


@figure
def latest_round_date(today: datetime.date, lang: str) -> str:
    """The day of the newest round of all."""
    return long_date(current().rounds[0].date, lang)


@figure
def latest_round_cutoff(today: datetime.date, lang: str) -> str:
    """The lowest score invited in it."""
    return str(current().rounds[0].cutoff)


@figure
def invited_this_year(today: datetime.date, lang: str) -> str:
    """Invitations of all rounds in the year of the newest of them."""
    rows = current().rounds
    return grouped(sum(row.invitations for row in rows if row.date.year == rows[0].date.year))


@figure
def invited_year(today: datetime.date, lang: str) -> str:
    """The year that `invited_this_year` counts."""
    return str(current().rounds[0].date.year)


def _french() -> Round:
    return current().of(("french",))[0]


@figure
def latest_french_cutoff(today: datetime.date, lang: str) -> str:
    """The lowest score invited in the newest round for French."""
    return str(_french().cutoff)


@figure
def latest_french_date(today: datetime.date, lang: str) -> str:
    """The day of that round."""
    return long_date(_french().date, lang)


@figure
def rounds_verified(today: datetime.date, lang: str) -> str:
    """The day through which all rounds are known."""
    return long_date(current().verified_through, lang)


# --- score ----------------------------------------------------------------------------------------------


@figure
def crs_maximum(today: datetime.date, lang: str) -> str:
    """The most points that the ranking system gives."""
    return grouped(grid_on(today).most("total", with_spouse=False))


def _age_points(today: datetime.date) -> list[tuple[int, int]]:
    """Each age at which points change, with the points of somebody without a spouse."""
    return sorted((int(age), int(points[0])) for age, points in parameter("crs", "age").on(today).value.items())


@figure
def age_best(today: datetime.date, lang: str) -> str:
    """The ages that give most points: "20 to 29"."""
    rows = _age_points(today)
    best = max(points for _, points in rows)
    first = next(index for index, (_, points) in enumerate(rows) if points == best)
    return phrase("topics.range", lang, low=str(rows[first][0]), high=str(rows[first + 1][0] - 1))


@figure
def age_none(today: datetime.date, lang: str) -> str:
    """The age from which there are no more points for age."""
    return str(_age_points(today)[-1][0])


@figure
def former_offer_points(today: datetime.date, lang: str) -> str:
    """What a job offer gave until the points for it ended: "50 or 200"."""
    known = parameter("crs", "job_offer")
    earlier = [
        row.value.values() for row in known.values if row.from_ < known.on(today).from_ and any(row.value.values())
    ]
    return listed([str(points) for points in sorted({points for points in earlier[-1] if points})], "or", lang)


def _levels(today: datetime.date, name: str, *row: int) -> list[int]:
    """The language levels at which a table of points gives more, lowest first."""
    table = parameter("crs", name).on(today).value
    for key in row:
        table = table[key]
    return sorted(int(level) for level in table if int(level))


@figure
def bonus_clb(today: datetime.date, lang: str) -> str:
    """The level at which language together with work or education gives most points."""
    return str(_levels(today, "foreign_work_and_language", 1)[-1])


@figure
def first_bonus_clb(today: datetime.date, lang: str) -> str:
    """The level from which language together with work or education gives points."""
    return str(_levels(today, "foreign_work_and_language", 1)[0])


@figure
def top_clb(today: datetime.date, lang: str) -> str:
    """The level above which an ability gives no more points."""
    return str(_levels(today, "first_language")[-1])


@figure
def second_language_clb(today: datetime.date, lang: str) -> str:
    """The level from which the second official language gives points."""
    return str(_levels(today, "second_language")[0])


@figure
def english_for_french_clb(today: datetime.date, lang: str) -> str:
    """The level of English with which French gives most points."""
    return str(_levels(today, "french")[-1])


# --- language -------------------------------------------------------------------------------------------


def _teers(today: datetime.date, level: int, lang: str) -> str:
    table: dict[int, int] = parameter("cec", "minimum_clb").on(today).value
    return listed([str(teer) for teer, needed in sorted(table.items()) if needed == level], "or", lang)


@figure
def high_clb(today: datetime.date, lang: str) -> str:
    """The higher of the two language levels of the class."""
    return str(max(parameter("cec", "minimum_clb").on(today).value.values()))


@figure
def low_clb(today: datetime.date, lang: str) -> str:
    """The lower of the two language levels of the class."""
    return str(min(parameter("cec", "minimum_clb").on(today).value.values()))


@figure
def high_clb_teers(today: datetime.date, lang: str) -> str:
    """The TEER categories that need the higher level: "0 or 1"."""
    return _teers(today, max(parameter("cec", "minimum_clb").on(today).value.values()), lang)


@figure
def low_clb_teers(today: datetime.date, lang: str) -> str:
    """The TEER categories that need the lower level: "2 or 3"."""
    return _teers(today, min(parameter("cec", "minimum_clb").on(today).value.values()), lang)


@figure
def approved_tests(today: datetime.date, lang: str) -> str:
    """The tests whose results are accepted, by name."""
    names = parameter("language", "approved_tests").on(today).value
    return listed([say(f"tests.{name}", lang) for name in names], "and", lang)


# --- hours ----------------------------------------------------------------------------------------------


@figure
def full_time_weeks(today: datetime.date, lang: str) -> str:
    """Weeks of full-time work that make the required hours."""
    required = parameter("cec", "required_hours").on(today).value
    return grouped(required / parameter("cec", "full_time_hours_per_week").on(today).value)


@figure
def half_time_hours(today: datetime.date, lang: str) -> str:
    """Half of full time, in hours a week."""
    return grouped(parameter("cec", "full_time_hours_per_week").on(today).value / 2)


@figure
def half_time_months(today: datetime.date, lang: str) -> str:
    """Months that the required hours take at half of full time."""
    months = 12 * parameter("cec", "required_hours").on(today).value
    return grouped(round(months / (52 * parameter("cec", "full_time_hours_per_week").on(today).value / 2)))


@figure
def slowest_hours(today: datetime.date, lang: str) -> str:
    """The hours a week that just reach the required hours when worked through the whole window."""
    weeks = parameter("cec", "look_back_months").on(today).value * 52 / 12
    return grouped(round(parameter("cec", "required_hours").on(today).value / weeks, 1))


@figure
def other_teers(today: datetime.date, lang: str) -> str:
    """The TEER categories whose work doesn't count: "4 or 5"."""
    counted = parameter("cec", "eligible_teers").on(today).value
    every = parameter("work", "teer_categories").on(today).value
    return listed([str(teer) for teer in every if teer not in counted], "or", lang)


# --- NOC 2016 -------------------------------------------------------------------------------------------


def _became(level: str, lang: str) -> str:
    return listed([str(teer) for teer in level_2016(level)], "or", lang)


@figure
def level_0_became(today: datetime.date, lang: str) -> str:
    """The TEER category that skill level 0 of NOC 2016 became."""
    return _became("0", lang)


@figure
def level_a_became(today: datetime.date, lang: str) -> str:
    """The TEER category that skill level A became."""
    return _became("A", lang)


@figure
def level_b_became(today: datetime.date, lang: str) -> str:
    """The TEER categories that skill level B became: "2 or 3"."""
    return _became("B", lang)


@figure
def level_c_became(today: datetime.date, lang: str) -> str:
    """The TEER category that skill level C became."""
    return _became("C", lang)


@figure
def level_d_became(today: datetime.date, lang: str) -> str:
    """The TEER category that skill level D became."""
    return _became("D", lang)


# --- the other programs ---------------------------------------------------------------------------------


@figure
def fsw_points(today: datetime.date, lang: str) -> str:
    """The most points of the Federal Skilled Worker grid."""
    return grouped(sum(parameter("fsw", "maximum").on(today).value.values()))


@figure
def fst_years(today: datetime.date, lang: str) -> str:
    """Years of full-time work that make the required hours of the Federal Skilled Trades program: "two"."""
    year = parameter("fsw", "required_hours").on(today).value
    years = parameter("fst", "required_hours").on(today).value / year
    return str(phrases("topics", lang)["numbers"].get(years, grouped(years)))
