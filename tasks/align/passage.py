"""A passage: the segments of one language of a document in order, what is known of them, and their paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .keys import NO_KEYS, Keys
from .problem import Side


@dataclass(frozen=True, slots=True)
class Passage:
    """Segments of one language. All sequences but `paragraphs` have one item a segment.

    `texts` may be empty where only figures and lengths are compared.

    `paragraphs` are ranges of segments, in order, that cover all of them.
    """

    lengths: Sequence[int]
    keys: Sequence[Keys]
    paragraphs: Sequence[range]
    texts: Sequence[str] = ()

    @property
    def segments(self) -> Side:
        """The segments as units of a search."""
        return Side(self.lengths, self.keys)

    def reorder(self, ranges: Sequence[range]) -> "Passage":
        """The same segments in another order: those of each range, which cover all; paragraphs end where ranges do."""
        places = [at for some in ranges for at in some]
        number_of = {at: number for number, some in enumerate(self.paragraphs) for at in some}
        numbers = [(number, number_of[at]) for number, some in enumerate(ranges) for at in some]
        return Passage(
            [self.lengths[at] for at in places],
            [self.keys[at] for at in places],
            group_paragraphs(numbers),
            [self.texts[at] for at in places] if self.texts else (),
        )

    def join_paragraphs(self) -> Side:
        """The paragraphs as units of a search."""
        if len(self.paragraphs) == len(self.keys):
            return self.segments
        lengths = [sum(self.lengths[some.start : some.stop]) for some in self.paragraphs]
        keys = [NO_KEYS.union(*self.keys[some.start : some.stop]) for some in self.paragraphs]
        return Side(lengths, keys)


def group_paragraphs(numbers: Sequence[object]) -> list[range]:
    """Ranges of neighbours with the same number."""
    starts = [at for at in range(len(numbers)) if at == 0 or numbers[at] != numbers[at - 1]]
    return [range(start, end) for start, end in pairwise([*starts, len(numbers)])]
