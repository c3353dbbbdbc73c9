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


class Change(NamedTuple):
    """An edit of repair: the source as it reads undecoded, and what is to be said of it."""

    before: str
    says: str
    is_lossy: bool


class Piece(NamedTuple):
    """A stretch of text that the same figure and the same edit cover, or none.

    `figure` is the place of the figure in the list of figures of its text, None for plain text. `begins` says that the
    figure begins here: that is where a link to it leads. `change` stands at the first piece of an edit only.
    """

    text: str
    figure: int | None = None
    begins: bool = False
    is_edited: bool = False
    change: Change | None = None


class Excerpt(NamedTuple):
    """A segment in pieces. `lang` is a BCP 47 tag, empty when unknown; `kind` and so on are those of the segment."""

    lang: str
    pieces: tuple[Piece, ...]
    kind: str = "body"


class Note(NamedTuple):
    """Something known of a fact: `name` says what, in English; `lang` is the language of `text`."""

    name: str
    text: str
    lang: str


class Figure(NamedTuple):
    """A fact: its kind, what it says, what is known of it, and where it stands."""

    fact_id: str
    kind: str
    role: str
    lang: str
    quote: str
    value: str
    unit: str
    notes: tuple[Note, ...]
    document_id: str
    segment_id: str
    uri: str
    byte_start: int
    byte_end: int


@dataclass(frozen=True)
class Side:
    """One of the texts that are held against each other: its figures, and the sentences around them."""

    name: str
    figures: tuple[Figure, ...]
    sentences: tuple[Excerpt, ...]


@dataclass(frozen=True)
class Verdict:
    """What a row of `agreements` says of its figures; `ratio` is the Chinese value by the English one."""

    agreement_id: str
    kind: str
    status: str
    reason: str | None
    ratio: str | None
    confidence: float
    review: tuple[str | None, str | None, str | None]


@dataclass(frozen=True)
class Finding(Verdict):
    """A verdict with all that it compares."""

    sides: tuple[Side, ...]

    @property
    def uris(self) -> tuple[str, ...]:
        """The documents, in order."""
        return tuple(dict.fromkeys(figure.uri for side in self.sides for figure in side.figures))


class Mark(NamedTuple):
    """A figure in the text: its gravest status, the verdicts on it, and the mark of the figure that it is held against.

    `verdicts` are places in the list of verdicts.
    """

    number: int
    status: str
    verdicts: tuple[int, ...]
    partner: int | None


@dataclass(frozen=True)
class Line:
    """Segments that say the same, Chinese left and English right, or one that stands alone.

    `n_left_out` segments before it are not shown. `verdicts` are those of its figures.
    """

    number: int
    left: tuple[Excerpt, ...]
    right: tuple[Excerpt, ...]
    marks: tuple[Mark, ...]
    verdicts: tuple[int, ...]
    is_new_paragraph: bool
    n_left_out: int


@dataclass(frozen=True)
class Stretch:
    """Lines in a row that are boilerplate, or that are not."""

    is_boilerplate: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Unit:
    """A document, or two that translate each other, as shown; `n_after` segments behind the last line are not shown."""

    number: int
    uris: tuple[str, ...]
    title: str | None
    title_lang: str
    stretches: tuple[Stretch, ...]
    counts: tuple[Count, ...]
    n_shown: int
    n_segments: int
    n_after: int

    @property
    def has_two_sides(self) -> bool:
        """Whether something stands on both sides."""
        lines = [line for stretch in self.stretches for line in stretch.lines]
        return any(line.left for line in lines) and any(line.right for line in lines)


@dataclass(frozen=True)
class Stated(Verdict):
    """A verdict on figures of the text, for the script of the page. `figures` and `places` go together.

    `places` are numbers of marks; None where the figure is not among the text that is shown.
    """

    figures: tuple[str, ...]
    places: tuple[int | None, ...]


@dataclass(frozen=True)
class Text:
    """The text that is shown: units, the verdicts on figures in it, and the figures by fact_id.

    `numbers` are the places of verdicts in their list and `places` the marks of their first figures, by agreement_id.
    """

    units: tuple[Unit, ...]
    verdicts: tuple[Stated, ...]
    figures: dict[str, Figure]
    n_units: int
    n_shown: int
    n_segments: int
    n_edits: int
    numbers: dict[str, int]
    places: dict[str, int]


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
    """How often a status has a reason; None is no reason. `share` is that of the most frequent one, 0 to 1."""

    status: str
    reason: str | None
    n: int
    share: float


@dataclass(frozen=True)
class Page:
    """All that the template shows. `folder` is what all uris begin with, to the last slash."""

    version: str
    created_at: str
    parent: str | None
    inputs: Listing[str]
    folder: str
    cards: tuple[Card, ...]
    n_compared: int
    bars: tuple[Bar, ...]
    reasons: tuple[Reason, ...]
    n_refuted: int
    conflicts: Listing[Finding]
    inner: Listing[Finding]
    text: Text
    documents: Listing[Entry]
    rejects: Listing[Rejected]
