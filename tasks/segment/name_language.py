"""The ISO 639-1 code of segments whose language is neither Chinese nor English.

Scripts that one language alone writes name it. What Latin, Cyrillic, Arabic and Devanagari letters leave open goes to
langdetect (Shuyo 2010), each text with a detector of its own and a fixed seed, so that no answer depends on the texts
before it. Where `langdetect-rs` is installed it runs in its place: the same walk over the same profiles, in Rust.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from langdetect.detector import Detector
from langdetect.lang_detect_exception import LangDetectException

from .load_profiles import load_profiles
from .load_tables import script_languages

try:
    import langdetect_rs
except ImportError:
    langdetect_rs = None

_MIN_LETTERS, _MAX_CHARS = 20, 300
"""Letters from which langdetect is asked, and code points of a text that it is shown."""
_MIN_PROBABILITY = 0.7
_NOT_OTHER = ("en", "zh-cn", "zh-tw")
"""What langdetect may say of a text that is known to be another language; it is not believed then."""


def name_languages(texts: Sequence[str], use_langdetect: bool) -> list[str | None]:
    """The code of each of a document's segments in other languages, None where nothing tells it.

    A segment that holds too little takes the code that most letters of the document's others have.
    """
    codes = [name_language(text, use_langdetect) for text in texts]
    sizes: Counter[str] = Counter()
    for code, text in zip(codes, texts, strict=True):
        if code:
            sizes[code] += len(text)
    if None not in codes or not sizes:
        return codes
    (usual, most), n_named = sizes.most_common(1)[0], sum(sizes.values())
    if 10 * most < 9 * n_named:
        return codes
    script = next(name_script(text) for code, text in zip(codes, texts, strict=True) if code == usual)
    return [code or (usual if name_script(text) == script else None) for code, text in zip(codes, texts, strict=True)]


def name_language(text: str, use_langdetect: bool) -> str | None:
    """The code of one text that is neither Chinese nor English, None when it holds too little to tell."""
    script = name_script(text)
    if script in _SHARED:
        return ask_langdetect(text[:_MAX_CHARS]) if use_langdetect and _count_letters(text) >= _MIN_LETTERS else None
    return script


_SHARED = ("Latn", "Cyrl", "Arab", "Deva", None)
"""Scripts that many languages write."""


def name_script(text: str) -> str | None:
    """The code of the language whose own script most letters have, or of a script that languages share (ISO 15924)."""
    counts: Counter[str] = Counter()
    for char in text[:_MAX_CHARS]:
        if char.isalpha():
            counts[_find_script(ord(char))] += 1
    if counts["ja"] and 5 * counts["ja"] >= counts["ja"] + counts["Hani"]:
        return "ja"
    del counts["Hani"]
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None


@lru_cache(maxsize=1 << 14)
def _find_script(point: int) -> str:
    return next((name for first, last, name in script_languages() if first <= point <= last), "Latn")


def _count_letters(text: str) -> int:
    return sum(map(str.isalpha, text[:_MAX_CHARS]))


@lru_cache(maxsize=4096)
def ask_langdetect(text: str) -> str | None:
    """What langdetect says, None when it finds nothing to go by, is torn or says what cannot be."""
    best = run_langdetect(text, make_detector())
    if best is None or best[1] < _MIN_PROBABILITY or best[0] in _NOT_OTHER:
        return None
    return best[0]


def run_langdetect(text: str, detector: Any) -> tuple[str, float] | None:
    """The likeliest language of a text and its probability to four digits, None when it has no letters to go by."""
    try:
        detector.append(text)
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError, *_RS_ERRORS):
        return None
    return best.lang, round(best.prob, 4)


_RS_ERRORS: tuple[type[Exception], ...] = (langdetect_rs.LangDetectException,) if langdetect_rs else ()


def make_detector() -> Any:
    """A fresh detector with a fixed seed, of langdetect-rs where it is there."""
    factory = _rust_factory() if langdetect_rs else None
    return factory() if factory else Detector(load_profiles())


@lru_cache(maxsize=1)
def _rust_factory() -> Callable[[], Any]:
    factory = langdetect_rs.DetectorFactory()
    factory.load_profile(langdetect_rs.PROFILES_DIRECTORY)
    factory.set_seed(0)
    create: Callable[[], Any] = factory.create
    return create
