"""Why two texts have no beads, in words for who asked for them."""

import re
from collections.abc import Sequence

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")
_LATIN = re.compile("[A-Za-z]")


def explain_nothing(zh: Sequence[str], en: Sequence[str]) -> str:
    """The reason why `align_sentences` found no bead between two texts."""
    for name, texts, letters in (("Chinese", zh, _HAN), ("English", en, _LATIN)):
        if not any(text.strip() for text in texts):
            return f"the {name} side is empty"
        if not any(letters.search(text) for text in texts):
            return f"the {name} side holds no {name}"
    return "nothing shows that the two sides translate each other"
