"""What the page shows, ready for the template: plain values, no Arrow."""

from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

Row = TypeVar("Row")


class Count(NamedTuple):
    """How often a value stands in a column."""

    label: str
    n: int


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """The rows of a list that are shown, of `n_total` that there are."""

    rows: tuple[Row, ...]
    n_total: int

    @property
    def n_left_out(self) -> int:
        """Rows that are not shown."""
        return self.n_total - len(self.rows)


class Sentence(NamedTuple):
    """A segment as three pieces of text; `quote` is the marked one, empty where the segment only stands around.

    `lang` is a BCP 47 tag, empty when unknown.
    """

    lang: str
    before: str
    quote: str
    after: str


class Note(NamedTuple):
    """Something known of a fact: `name` says what, in English; `lang` is the language of `text`."""

    name: str
    text: str
    lang: str


@dataclass(frozen=True)
class Side:
    """A fact in one language: where it stands, what it says, and the sentences of its bead."""

    document_id: str
    uri: str
    byte_start: int
    byte_end: int
    lang: str
    quote: str
    value: str
    unit: str
    notes: tuple[Note, ...]
    sentences: tuple[Sentence, ...]

    @property
    def own_sentence(self) -> Sentence:
        """The sentence that the figure stands in."""
        return next((sentence for sentence in self.sentences if sentence.quote), self.sentences[-1])


@dataclass(frozen=True)
class Verdict:
    """A row of `agreements` with both of its facts; `ratio` is the Chinese value by the English one."""

    agreement_id: str
    reason: str | None
    ratio: str | None
    confidence: float
    zh: Side
    en: Side


@dataclass(frozen=True)
class Entry:
    """A row of the list of documents; `languages` are shares of characters, 0 to 1, largest first."""

    document_id: str
    uri: str
    title: str | None
    title_lang: str
    charset: str
    is_lossy: bool
    languages: tuple[tuple[str, float], ...]
    n_segments: int
    n_facts: int
    n_edits: int


class Rejected(NamedTuple):
    """A row of the list of rejects."""

    uri: str
    stage: str
    error_type: str
    message: str


@dataclass(frozen=True)
class Card:
    """A count of the summary, and the counts of its parts, most frequent first."""

    name: str
    n_total: int
    parts: tuple[Count, ...]


@dataclass(frozen=True)
class Bar:
    """One status of the chart: where its stretch begins and how wide it is, in percent of the whole."""

    status: str
    n: int
    start: float
    width: float


class Reason(NamedTuple):
    """How often a status has a reason; None is no reason."""

    status: str
    reason: str | None
    n: int


@dataclass(frozen=True)
class Page:
    """All that the template shows."""

    version: str
    created_at: str
    parent: str | None
    inputs: Listing[str]
    cards: tuple[Card, ...]
    n_compared: int
    bars: tuple[Bar, ...]
    conflict_reasons: tuple[Reason, ...]
    other_reasons: tuple[Reason, ...]
    conflicts: Listing[Verdict]
    agreements: Listing[Verdict]
    documents: Listing[Entry]
    rejects: Listing[Rejected]
