"""The profiles of langdetect: how frequent each run of one to three letters is in each of its languages.

langdetect itself spreads all profiles over a table of 90 thousand runs by 55 languages when it starts; a text asks for
some hundred of these. Here the files are only parsed, and the rows of the table are made when they are asked for.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from langdetect.detector_factory import PROFILES_DIRECTORY


class Profile(NamedTuple):
    """One language as its file has it."""

    freq: dict[str, int]
    """How often each run of letters was counted."""
    n_words: list[int]
    """All runs of one, two and three letters that were counted, shape (3,)."""
    name: str


class GramRows(dict[str, tuple[float, ...]]):
    """Run of one to three letters -> its probability in each language; a row is made when it is first asked for."""

    def __init__(self, profiles: Sequence[Profile]):
        """Profiles in the order of the languages."""
        super().__init__()
        self._profiles = profiles

    def __contains__(self, gram: object) -> bool:
        """Whether any language has the run."""
        return super().__contains__(gram) or any(gram in profile.freq for profile in self._profiles)

    def __missing__(self, gram: str) -> tuple[float, ...]:
        """The row of a run, zeros in languages that do not have it."""
        place = len(gram) - 1
        row = tuple(profile.freq.get(gram, 0) / profile.n_words[place] for profile in self._profiles)
        self[gram] = row
        return row


class Profiles(NamedTuple):
    """What a detector of langdetect takes from its factory, by the names that it asks for."""

    word_lang_prob_map: GramRows
    langlist: list[str]
    seed: int


@lru_cache(maxsize=1)
def load_profiles() -> Profiles:
    """All profiles that langdetect brings, in the order of their names, with a fixed seed."""
    files = sorted(Path(PROFILES_DIRECTORY).iterdir())
    profiles = [Profile(**json.loads(file.read_bytes())) for file in files]
    return Profiles(GramRows(profiles), [profile.name for profile in profiles], 0)
