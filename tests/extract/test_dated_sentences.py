"""Times of figures in documents whose date is known: months of this year and the last, and days on which it was said."""

from datetime import date

import pytest

from tasks.extract.extract_facts import read_sentence
from tasks.extract.fields.sentence_words import SentenceWords
from tasks.extract.fields.surroundings import Surroundings
from tasks.extract.mention import Sentence

from .conftest import SETTINGS, read_cases, read_paragraph

PUBLISHED = date(2025, 4, 12)


def read_times(text: str) -> list[str | None]:
    """The time of each figure of a sentence that is a document, as EDTF."""
    sentence = Sentence(text, "en" if text.isascii() else "mixed")
    mentions = [mention for mention in read_sentence(sentence, SETTINGS) if mention.value is not None]
    fields = read_paragraph(Surroundings(text, None, PUBLISHED), 0, [(0, SentenceWords(sentence, mentions))])
    return [said.when.period.edtf if said.when.period else None for said in fields]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("今年1—3月，港口完成吞吐量3亿吨。", ["2025-01/2025-03"]),
        ("今年1-3月份增长3%。", ["2025-01/2025-03"]),
        ("今年1月至3月增长3%，去年3月增长5%。", ["2025-01/2025-03", "2024-03"]),
        ("1至2月，完成吞吐量3亿吨。", ["2025-01/2025-02"]),
        ("去年10至12月共收治3000人。", ["2024-10/2024-12"]),
        ("Output in January-February rose 5 percent.", ["2025-01/2025-02"]),
        ("Exports from October to December last year fell 3 percent.", ["2024-10/2024-12"]),
        (
            "The bureau said on April 12 that it handled 340 tonnes from January to March this year.",
            ["2025-01/2025-03"],
        ),
        ("On April 12, the bureau said at a meeting that 300 boxes were seized in March.", ["2025-03"]),
        ("记者4月12日从省厅获悉，今年1至3月，完成吞吐量3.4亿吨。", ["2025-01/2025-03"]),
        ("On April 12, customs seized 300 boxes, up from 20 in March, officers said.", ["2025-04-12", "2025-03"]),
        ("4月12日，海关查获3箱走私品，3月查获5箱。", ["2025-04-12", "2025-03"]),
    ],
)
def test_times_of_a_dated_document(text: str, times: list[str | None]) -> None:
    assert read_times(text) == times


@pytest.mark.parametrize(("text", "times"), read_cases("compared_times.json"))
def test_times_that_a_sentence_compares_with(text: str, times: list[str | None]) -> None:
    assert read_times(text) == times
