"""The cells above each column of a table whose header has one line or several."""

from collections.abc import Sequence

from .read_column import Role, read_column
from .read_unit_note import read_unit

Texts = list[str]
_MOST_EXTRA = 2


def stack_heads(heads: Sequence[Sequence[str]], n_columns: int) -> list[tuple[str, ...]] | None:
    """For each of n columns the texts above it, the topmost first; None where it is open what stands above one.

    A line has a cell a column, an empty one where a cell above or beside it spans, or a line below it says by what it
    repeats how many columns each of its cells spans.
    """
    lower = _place_last(heads[-1], n_columns)
    if lower is None:
        return None
    stacked = [lower]
    for head in reversed(heads[:-1]):
        upper = _spread(head, stacked[0], n_columns) or _deal_out(head, stacked[0], n_columns)
        if upper is None:
            return None
        stacked.insert(0, upper)
    return [tuple(line[at] for line in stacked) for at in range(n_columns)]


def _place_last(head: Sequence[str], n_columns: int) -> Texts | None:
    """The cells of the line above the rows: one a column, or units and known headings of the last columns."""
    missing = n_columns - len(head)
    if missing < 0:
        return None
    if missing == 0:
        return list(head)
    if "" in head[1:]:
        return [*head, *[""] * missing]
    if all(read_unit(text) is not None for text in head) or _is_headed(head[0]):
        return [*[""] * missing, *head] if missing == 1 or all(map(read_unit, head)) else None
    return None


def _is_headed(text: str) -> bool:
    """Whether a cell stands above numbers, so that no other cell of its line stands above the labels of rows."""
    return read_column(text).role in (Role.LEVEL, Role.CHANGE, Role.SHARE) and read_unit(text) is None


def _spread(head: Sequence[str], below: Sequence[str], n_columns: int) -> Texts | None:
    """A line whose cells stand above their first column, above the others too; None for a line without such room."""
    missing = n_columns - len(head)
    if missing < 0 or (missing and "" not in head[1:]):
        return _shift(head, n_columns)
    line = [*head, *[""] * missing]
    for at in range(1, n_columns):
        if not line[at] and below[at] and below[at - 1] and line[at - 1]:
            line[at] = line[at - 1]
    return line


def _shift(head: Sequence[str], n_columns: int) -> Texts | None:
    """A line with a cell for each column but that of the labels."""
    is_whole = len(head) == n_columns - 1 and _is_headed(head[0])
    return ["", *head] if is_whole else None


def _deal_out(head: Sequence[str], below: Sequence[str], n_columns: int) -> Texts | None:
    """A line without room, above one that repeats itself below each of its cells; what is left over has one column."""
    groups = list(head) if _is_headed(head[0]) else list(head[1:])
    stub = [] if _is_headed(head[0]) else [head[0]]
    told = [text for text in below if text]
    n_stub = n_columns - len(told)
    if n_stub < 0 or not groups or any(below[:n_stub]) or not all(below[n_stub:]):
        return _deal_rest(groups, stub, below, n_columns)
    for n_extra in range(min(_MOST_EXTRA, len(told) - 1) + 1):
        body = told[: len(told) - n_extra]
        extra = [read_column(text) for text in told[len(body) :]]
        if len(body) % len(groups) == 0 and _repeats(body, len(groups)) and all(column.is_ratio for column in extra):
            size = len(body) // len(groups)
            return [*(stub or [""]), *[""] * (n_stub - 1)][:n_stub] + _repeat(groups, size) + [""] * n_extra
    return None


def _deal_rest(groups: Texts, stub: Texts, below: Sequence[str], n_columns: int) -> Texts | None:
    """Groups above a line that ends before the last columns, above which a cell spans both lines: a change."""
    last = max((at for at, text in enumerate(below) if text), default=-1)
    first = next((at for at, text in enumerate(below) if text), 0)
    n_rest = n_columns - 1 - last
    body, rest = list(below[first : last + 1]), groups[len(groups) - n_rest :] if n_rest else []
    groups = groups[: len(groups) - n_rest]
    is_fit = first == 1 and n_rest and groups and all(body) and len(body) % len(groups) == 0
    if not is_fit or not _repeats(body, len(groups)) or not all(read_column(text).is_ratio for text in rest):
        return None
    return [*(stub or [""]), *_repeat(groups, len(body) // len(groups)), *rest]


def _repeat(groups: Sequence[str], size: int) -> Texts:
    return [group for group in groups for _ in range(size)]


def _repeats(body: Sequence[str], n_groups: int) -> bool:
    """Whether a line is the same cells again and again, so many times."""
    size = len(body) // n_groups
    return size > 0 and list(body) == list(body[:size]) * n_groups
