"""The cheapest one-to-one assignment of rows to columns, where both may stay alone."""

from collections.abc import Sequence
from math import inf


def assign(costs: Sequence[Sequence[float]], alone: float) -> list[int | None]:
    """For each row its column, or None, so that the sum of costs is least; `alone` is the price of a row without one.

    `costs` has shape (rows, columns), all rows of one length; `inf` forbids. Takes time O(rows² (rows + columns)), by
    shortest augmenting paths with potentials: H. W. Kuhn (1955), J. Munkres (1957), in the form of R. Jonker and
    A. Volgenant (1987).
    """
    n_rows = len(costs)
    if not n_rows:
        return []
    n_columns = len(costs[0])
    padded = [[*row, *([alone] * n_rows)] for row in costs]
    owners = [-1] * (n_columns + n_rows)
    row_prices, column_prices = [0.0] * n_rows, [0.0] * (n_columns + n_rows)
    for row in range(n_rows):
        _augment(row, padded, owners, row_prices, column_prices)
    columns: list[int | None] = [None] * n_rows
    for column in range(n_columns):
        if owners[column] >= 0:
            columns[owners[column]] = column
    return columns


def _augment(
    row: int, costs: list[list[float]], owners: list[int], row_prices: list[float], column_prices: list[float]
) -> None:
    """Give one more row a column; rows that have one may have to take another."""
    n_columns = len(owners)
    distances, came_from, is_done = [inf] * n_columns, [-1] * n_columns, [False] * n_columns
    at_row, at_column, distance = row, -1, 0.0
    while True:
        for column in range(n_columns):
            if not is_done[column]:
                through = distance + costs[at_row][column] - row_prices[at_row] - column_prices[column]
                if through < distances[column]:
                    distances[column], came_from[column] = through, at_column
        nearest = min((column for column in range(n_columns) if not is_done[column]), key=distances.__getitem__)
        is_done[nearest], distance, at_column = True, distances[nearest], nearest
        if owners[nearest] < 0:
            break
        at_row = owners[nearest]
    row_prices[row] += distance
    for column in range(n_columns):
        if is_done[column] and column != at_column:
            column_prices[column] -= distance - distances[column]
            row_prices[owners[column]] += distance - distances[column]
    while at_column >= 0:
        before = came_from[at_column]
        owners[at_column] = row if before < 0 else owners[before]
        at_column = before
