"""Read the facts of one segment: a pure function of its text, language and settings."""

from .fields.read_metric import read_metric
from .find_quantities import find_quantities
from .mention import Mention, Sentence
from .own_extractors import ask_extractors, replace_overlapped
from .settings import ExtractSettings
from .statements.find_statements import ALL, find_statements
from .vocabulary import make_rules

_CLAUSE = 16


def extract_facts(
    text: str, lang: str, settings: ExtractSettings, may_hold_words: bool = True, finders: int = ALL
) -> list[Mention]:
    """The facts of one segment, figures before statements, each in order, as spans of its code points.

    `lang` is the language of the segment as `segments.lang` names it; numbers are read by the words beside them, so a
    wrong one costs nothing but time. `other` and `none` are read as well: a table row has no language. `may_hold_words`
    False promises that no English number word is in the text; `finders` are bits of the finders of statements to ask.
    """
    return read_sentence(Sentence(text, lang, may_hold_words), settings, finders)


def read_sentence(
    sentence: Sentence, settings: ExtractSettings, finders: int = ALL, has_figures: bool = True
) -> list[Mention]:
    """The same of a segment that is folded already; `has_figures` False promises that no figure is in it."""
    if len(sentence.text) > settings.max_segment_chars:
        return []
    rules = None if settings.vocabulary.is_empty else make_rules(settings.vocabulary)
    mentions = find_quantities(sentence, rules) if has_figures else []
    _add_metrics(sentence, mentions)
    if finders:
        mentions += find_statements(sentence, finders)
    if settings.extractors:
        mentions = replace_overlapped(mentions, ask_extractors(settings.extractors, sentence.text, sentence.lang))
    return [mention for mention in mentions if mention.confidence >= settings.min_confidence]


def _add_metrics(sentence: Sentence, mentions: list[Mention]) -> None:
    text, previous, read_to = sentence.folded, None, 0
    if sentence.is_ascii:
        return
    for mention in mentions:
        if mention.is_chinese and (mention.metric is None or mention.kind == "change"):
            mention.metric = read_metric(text, mention, previous, read_to)
        read_to = mention.end
        if mention.kind != "share" or previous is None:
            previous = mention.metric  # 新能源装机1亿千瓦，占45.8%，增长49.6%: what grows is not the share
        if mention.measure == "level" and "累计" in text[max(0, mention.start - _CLAUSE) : mention.start]:
            mention.measure, mention.cue = "cumulative", "累计"
