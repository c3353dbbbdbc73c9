"""The facts of a sentence, and what its words say of them by themselves, whatever document the sentence stands in."""

import re
from functools import cached_property

from ..mention import Mention, Sentence
from .mark_signs import CUMULATIVE
from .read_phrasing import Phrasing, Phrasings

_CUMULATIVE = re.compile(r"\b(?:[Cc]|[Aa]cc)umulative(?:ly)?\b[^,;.()]*\Z")
_CUMULATIVE_WINDOW = 60
_HAN = re.compile("[\u3400-\u9fff]")


class SentenceWords:
    """The facts of a sentence and what its words say of them; read once, however many documents repeat it."""

    def __init__(self, sentence: Sentence, mentions: list[Mention], phrasings: Phrasings | None = None):
        """`phrasings` are those of other sentences, if any were read."""
        self.sentence, self.mentions, self._phrasings = sentence, mentions, phrasings or Phrasings()

    @cached_property
    def is_english(self) -> bool:
        """Whether no Han character is in it."""
        return self.sentence.is_ascii or not _HAN.search(self.sentence.folded)

    @cached_property
    def phrasing(self) -> Phrasing:
        """What is said of each fact; read when `signs` of the sentence are set."""
        if self.sentence.signs & CUMULATIVE:
            self._mark_cumulative()
        return self._phrasings.find(self.sentence.folded, self.sentence.signs, self.mentions)

    def _mark_cumulative(self) -> None:
        for mention in self.mentions:
            low = max(0, mention.start - _CUMULATIVE_WINDOW)
            if mention.measure == "level" and _CUMULATIVE.search(self.sentence.folded, low, mention.start):
                mention.measure, mention.cue = "cumulative", "cumulative"
