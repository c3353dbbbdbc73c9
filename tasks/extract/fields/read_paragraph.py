"""What the figures of a paragraph say; a paragraph that stands in several documents is read once."""

from collections.abc import Sequence
from typing import NamedTuple

from .passage import Passage
from .read_fields import (
    CURRENCY_OF_PLACE,
    DOCUMENT,
    NO_PLACE,
    NO_TIME,
    PLACE_OF_DOCUMENT,
    TIME_OF_DOCUMENT,
    Fields,
    When,
    Where,
    read_fields,
)
from .sentence_words import SentenceWords
from .surroundings import Question, Surroundings

SentenceAt = tuple[int, SentenceWords]
"""The code point of the document at which a sentence with facts begins, and its words."""
_Key = tuple[str, tuple[bool, bool, bool, bool, int, bool], int, tuple[SentenceAt, ...]]
"""The lines, how they and the document are folded, whether it is of Taiwan or of one body, what its part
tells of, and where the paragraph and its sentences begin in them."""


class Heritage(NamedTuple):
    """What a document says for its facts that say nothing themselves: time, place, and the currency of a bare 元."""

    when: When
    where: Where
    currency: str | None


class Reading(NamedTuple):
    """The fields of a paragraph, of one fact after the other, and the answers of its document that they rest on."""

    fields: list[Fields]
    answers: tuple[tuple[Question, object], ...]


class ParagraphReader:
    """Reads the paragraphs of many documents; what it has read once holds wherever documents answer the same."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._known: dict[_Key, list[Reading]] = {}

    def read(self, document: Surroundings, paragraph_start: int, sentences: Sequence[SentenceAt]) -> list[Fields]:
        """The fields of all facts of the sentences, which are in order and of one paragraph.

        What they leave to their document is marked as such: `settle` fills it in.
        """
        last, words = sentences[-1]
        begin, end = document.find_lines(min(paragraph_start, sentences[0][0]), last + len(words.sentence.text))
        places = tuple([(start - begin, words) for start, words in sentences])
        shape = document.is_simplified, document.is_folded
        kind = (
            *shape,
            document.is_taiwan,
            document.has_fiscal_years,
            document.part_at(paragraph_start),
            document.is_of_one_body,
        )
        key = document.text[begin:end], kind, paragraph_start - begin, places
        readings = self._known.setdefault(key, [])
        for fields, answers in readings:
            if all(document.answer(asked if asked is None else begin + asked) == told for asked, told in answers):
                return fields
        passage = Passage(document, begin, end, paragraph_start)
        fields = [said for start, words in places for said in read_fields(words, passage, start)]
        readings.append(Reading(fields, tuple(passage.asked.items())))
        return fields


def settle(said: Fields, heritage: Heritage) -> Fields:
    """The fields of a fact, with time, place and currency of its document where they are left to it."""
    when, where, what, currency = said
    return Fields(
        heritage.when if when is TIME_OF_DOCUMENT else when,
        heritage.where if where is PLACE_OF_DOCUMENT else where,
        what,
        heritage.currency if currency == CURRENCY_OF_PLACE else currency,
    )


def find_heritage(document: Surroundings, fields: Sequence[Fields]) -> Heritage:
    """What the document says for those of its facts that leave something to it; it is asked for nothing else."""
    when, where = NO_TIME, NO_PLACE
    if any(said.when is TIME_OF_DOCUMENT or said.where is PLACE_OF_DOCUMENT for said in fields):
        when, where = _state_time_and_place(document)
    has_currency = any(said.currency is not None for said in fields)
    return Heritage(when, where, document.currency if has_currency else None)


def _state_time_and_place(document: Surroundings) -> tuple[When, Where]:
    """The time and place of a document."""
    when, where, reported, named = NO_TIME, NO_PLACE, document.reported_period, document.place_words
    if reported is not None:
        when = When(reported[0]._replace(rule="time-of-document"), reported[1], DOCUMENT)
    if named is not None and document.place is not None:
        words = document.text[named.start : named.end]
        where = Where(named._replace(rule="place-of-document"), words, DOCUMENT)
    return when, where
