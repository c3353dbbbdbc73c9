"""The same metric in other words: `total value of exports` is `exports`, 共接待游客总数 is 接待游客."""

from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

_NUMBER = "[0-9][0-9,.]*(?: (?:thousand|million|billion|trillion)\\b)?"


def name_metrics(facts: pa.Table) -> pa.Table:
    """The facts with metrics in plain words and as `seized # items`: English ones go on behind their figure.

    That figure may be the slip that is looked for. Each wording is read once.
    """
    wordings = facts["metric_text"].cast(pa.string()).combine_chunks().dictionary_encode()
    named = _name(pc.replace_substring_regex(wordings.dictionary, _NUMBER, "#"))
    metrics = named.take(wordings.indices)
    return facts.set_column(facts.column_names.index("metric_text"), "metric_text", pa.chunked_array([metrics]))


def _name(metrics: pa.Array) -> pa.Array:
    """The metrics as the rows of the table say them; one of which nothing is left stays as it is."""
    said = pc.utf8_lower(metrics)
    for pattern, words in _read_words():
        said = pc.replace_substring_regex(said, pattern, words)
    return pc.if_else(pc.equal(pc.utf8_length(said), 0), metrics, said)


def strip_metric(subject: str, metric: str) -> str:
    """What a subject names besides the metric: `The bank's` of `The bank's net profit`, nothing of `total exports`."""
    said = subject.lower()
    if not said.endswith(metric):
        return subject
    owner = _name(pa.array([said.removesuffix(metric)]))[0].as_py()
    return "" if owner.removesuffix(" ") in _NO_OWNERS else owner


_NO_OWNERS = frozenset(("", "the", "total", "the total"))


@cache
def _read_words() -> list[tuple[str, str]]:
    """Pattern and replacement of each row of `restated_words.tsv`, in order."""
    lines = (Path(__file__).parent / "restated_words.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and line[0] != "#")
    return [(pattern, words) for pattern, words in rows]
