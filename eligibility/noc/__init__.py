"""The National Occupational Classification: unit groups, job names, and old codes."""

from eligibility.noc.groups import (
    UnitGroup,
    conversion,
    from_2016,
    level_2016,
    title_2016,
    unit_group,
    unit_groups,
)
from eligibility.noc.mentions import Found, find_in
from eligibility.noc.search import Match, old_code, search
from eligibility.noc.titles import TitlesError, import_titles

__all__ = [
    "Found",
    "Match",
    "TitlesError",
    "UnitGroup",
    "conversion",
    "find_in",
    "from_2016",
    "import_titles",
    "level_2016",
    "old_code",
    "search",
    "title_2016",
    "unit_group",
    "unit_groups",
]
