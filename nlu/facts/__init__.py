"""Facts out of a sentence: each extractor a pure function, put together by `read`."""

from nlu.facts.mention import Mention
from nlu.facts.reader import read

__all__ = ["Mention", "read"]
