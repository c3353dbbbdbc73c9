"""What the figures of a paragraph say; a paragraph that stands in several documents is read once."""

from collections.abc import Sequence
from typing import NamedTuple

from .passage import Passage
from .read_fields import CURRENCY_OF_PLACE, DOCUMENT, NO_PLACE, NO_TIME, Fields, Time, Where, read_fields
from .read_time import make_year
from .sentence_words import SentenceWords
from .surroundings import Question, Surroundings

SentenceAt = tuple[int, SentenceWords]
"""The code point of the document at which a sentence with facts begins, and its words."""
_Key = tuple[str, bool, bool, bool, int, tuple[SentenceAt, ...]]
"""The lines, how they and the document are folded, whether it is a plan, and where in them the paragraph and its

sentences begin.
"""


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
        """The fields of all facts of the sentences, which are in order and of one paragraph."""
        last, words = sentences[-1]
        begin, end = document.find_lines(min(paragraph_start, sentences[0][0]), last + len(words.sentence.text))
        places = tuple([(start - begin, words) for start, words in sentences])
        key = (
            document.text[begin:end],
            document.is_simplified,
            document.is_folded,
            document.is_plan,
            paragraph_start - begin,
            places,
        )
        readings = self._known.setdefault(key, [])
        for fields, answers in readings:
            if all(document.answer(asked if asked is None else begin + asked) == told for asked, told in answers):
                return _settle(fields, document)
        passage = Passage(document, begin, end, paragraph_start)
        fields = [said for start, words in places for said in read_fields(words, passage, start)]
        readings.append(Reading(fields, tuple(passage.asked.items())))
        return _settle(fields, document)


def _settle(fields: list[Fields], document: Surroundings) -> list[Fields]:
    """The fields, with time, place and currency of the document where they are left to it."""
    return [
        _inherit(said, document)
        if said.time_source == DOCUMENT or said.place_source == DOCUMENT or said.currency is not None
        else said
        for said in fields
    ]


def _inherit(said: Fields, document: Surroundings) -> Fields:
    time, place = (said.time, said.time_text, said.time_source), (said.place, said.place_text, said.place_source)
    if said.time_source == DOCUMENT:
        time = _time_of(document)
    if said.place_source == DOCUMENT:
        place = _place_of(document)
    currency = document.currency if said.currency == CURRENCY_OF_PLACE else None
    return Fields(*time, *place, said.actor, said.modality, said.metric, said.metric_rule, said.key, currency)


def _time_of(document: Surroundings) -> Time:
    year = document.reported_year
    return NO_TIME if year is None else (make_year((0, 0), year)._replace(rule="time-of-document"), str(year), DOCUMENT)


def _place_of(document: Surroundings) -> Where:
    named = document.place_words
    if named is None or document.place is None:
        return NO_PLACE
    return named._replace(rule="place-of-document"), document.text[named.start : named.end], DOCUMENT
