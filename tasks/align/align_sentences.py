"""Align two lists of sentences, without tables: what the command line does with two files of lines."""

from collections.abc import Sequence

from .keys import read_keys
from .make_beads import Bead, align_translations
from .passage import Passage, group_paragraphs
from .settings import AlignSettings


def align_sentences(zh: Sequence[str], en: Sequence[str], settings: AlignSettings) -> list[Bead]:
    """Beads of sentences that translate each other in the same order; `zh` and `en` of a bead are places in the lists.

    Empty sentences are in no bead. Raises OversizedDocumentError when a side is longer than the settings allow.
    """
    zh_places = [at for at, text in enumerate(zh) if text.strip()]
    en_places = [at for at, text in enumerate(en) if text.strip()]
    zh_texts, en_texts = [zh[at] for at in zh_places], [en[at] for at in en_places]
    keys = read_keys(zh_texts, en_texts)
    beads = align_translations(
        Passage([len(text.encode()) for text in zh_texts], keys.zh, group_paragraphs(zh_places), zh_texts),
        Passage([len(text.encode()) for text in en_texts], keys.en, group_paragraphs(en_places), en_texts),
        keys.overlap,
        settings,
    )
    return [
        bead._replace(zh=tuple(zh_places[at] for at in bead.zh), en=tuple(en_places[at] for at in bead.en))
        for bead in beads
    ]
