"""Empty cells where a cell of a web page's table spans several columns or rows, so that columns stay columns."""

import re
from itertools import islice
from typing import Any

PLACE = "\ue0ff"
"""Stands in the cells that are put in, until the page is text."""
_SPANS = re.compile(r"<t[dh]\b[^>]{0,2000}?\b(?:col|row)span\s*=", re.IGNORECASE)
_MOST_SPANNED, _MOST_ROWS, _MOST_CELLS = 60, 4000, 40_000
"""More columns, rows or cells are no table that anybody reads."""
_CELLS = ("td", "th")


def fill_spans(page: str) -> Any:
    """The page as resiliparse takes it: itself, or its tree with cells put in behind and below those that span."""
    if _SPANS.search(page) is None:
        return page
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(page)
    left = _MOST_CELLS
    for table in list(tree.document.get_elements_by_tag_name("table")) if tree.document is not None else []:
        if table.query_selector("table") is None:
            left -= _fill_table(tree, table, left)
    return tree


def _fill_table(tree: Any, table: Any, most: int) -> int:
    """Put cells into one table without tables inside, as many as are allowed at most; how many they are."""
    below: dict[int, int] = {}
    n_put = 0
    for row in islice(table.get_elements_by_tag_name("tr"), _MOST_ROWS):
        column, left = 0, below
        below = {}
        cells = [node for node in row.child_nodes if node.tag in _CELLS]
        for cell in [*cells, None]:
            while left.get(column, 0) and n_put < most:
                _put(tree, row, cell)
                below[column] = left.pop(column) - 1
                column, n_put = column + 1, n_put + 1
            if cell is None:
                break
            n_columns, n_rows = (_read_span(cell, name) for name in ("colspan", "rowspan"))
            behind = cell.next
            for _ in range(min(n_columns - 1, most - n_put)):
                _put(tree, row, behind)
                n_put += 1
            below.update(dict.fromkeys(range(column, column + n_columns), n_rows - 1) if n_rows > 1 else {})
            column += n_columns
        below.update({at: n - 1 for at, n in left.items() if n > 1})
    return n_put


def _put(tree: Any, row: Any, before: Any) -> None:
    cell = tree.create_element("td")
    cell.text = PLACE
    if before is None:
        row.append_child(cell)
    else:
        row.insert_before(cell, before)


def _read_span(cell: Any, name: str) -> int:
    written = (cell.getattr(name) or "").strip()
    return (
        min(max(int(written), 1), _MOST_SPANNED)
        if written.isdecimal() and written.isascii() and len(written) < 5
        else 1
    )
