"""The National Occupational Classification: unit groups, job names, and old codes."""

from eligibility.noc.groups import UnitGroup, from_2016, teers_of_level, unit_group, unit_groups
from eligibility.noc.mentions import Found, find_in
from eligibility.noc.search import Match, search

__all__ = [
    "Found",
    "Match",
    "UnitGroup",
    "find_in",
    "from_2016",
    "search",
    "teers_of_level",
    "unit_group",
    "unit_groups",
]
