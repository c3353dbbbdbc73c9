"""The best chain of beads of a few units: the plain dynamic program, for what is too small to be worth arrays."""

from .model import Kind
from .problem import Link, Price, Problem, match_keys, score_bead

_Move = tuple[Kind, float]
"""Units of zh and en that a step takes, and the score of its bead."""
_TAKE_ZH: _Move = ((1, 0), 0.0)
_TAKE_EN: _Move = ((0, 1), 0.0)


def search_small(problem: Problem, price: Price) -> list[Link]:
    """The links of the best chain in order; time grows with the product of the numbers of units."""
    n_zh, n_en = len(problem.zh.keys), len(problem.en.keys)
    skip_score = price.alone
    matched = _add_up_matches(problem, n_zh, n_en)
    best = [[j * skip_score for j in range(n_en + 1)]]
    moves = [[_TAKE_EN] * (n_en + 1)]
    for i in range(1, n_zh + 1):
        row, steps = [best[i - 1][0] + skip_score], [_TAKE_ZH]
        for j in range(1, n_en + 1):
            top, step = best[i - 1][j] + skip_score, _TAKE_ZH
            if row[j - 1] + skip_score > top:
                top, step = row[j - 1] + skip_score, _TAKE_EN
            for kind in problem.kind_scores:
                a, b = kind
                if a <= i and b <= j:
                    weight = matched[i][j] - matched[i - a][j] - matched[i][j - b] + matched[i - a][j - b]
                    score = score_bead(problem, i, j, kind, weight)
                    total = best[i - a][j - b] + score + price.bead
                    if total > top:
                        top, step = total, (kind, score)
            row.append(top)
            steps.append(step)
        best.append(row)
        moves.append(steps)
    return _walk_back(moves, n_zh, n_en)


def _add_up_matches(problem: Problem, n_zh: int, n_en: int) -> list[list[float]]:
    """Sums of matched weights over all units before each pair of positions."""
    sums = [[0.0] * (n_en + 1)]
    for i in range(n_zh):
        if not problem.zh.keys[i]:
            sums.append(sums[i])
            continue
        row, in_row = [0.0], 0.0
        for j in range(n_en):
            in_row += match_keys(problem, i, j)
            row.append(sums[i][j + 1] + in_row)
        sums.append(row)
    return sums


def _walk_back(moves: list[list[_Move]], i: int, j: int) -> list[Link]:
    links: list[Link] = []
    while i or j:
        (a, b), score = moves[i][j]
        if a and b:
            links.append(Link(i - a, i, j - b, j, score))
        i, j = i - a, j - b
    return links[::-1]
