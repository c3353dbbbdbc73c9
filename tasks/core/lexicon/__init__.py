"""A Chinese-English lexicon: words of Chinese text, stems of English text, which of them may translate each other."""

from .lexicon import Lexicon, load_lexicon
from .stem_words import find_forms, find_stems

__all__ = ["Lexicon", "find_forms", "find_stems", "load_lexicon"]
