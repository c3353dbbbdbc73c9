"""Makes the tables by which words of English are told from words of other languages, and scripts by weak characters.

    python -m tests.segment.train_words --lingua DIR --words FILE --jieba FILE

DIR is the package `lingua` of lingua-language-detector 1.3.5 (Apache-2.0), whose folder `language-models` counts runs
of letters in a million sentences a language. FILE of --words is `frequency_dictionary_en_82_765.txt` of symspellpy
6.10.1 (MIT): English words that both SCOWL and the Google Books Ngrams (CC BY 3.0) have. FILE of --jieba is `dict.txt`
of jieba 0.42.1 (MIT). None is needed when the stage runs. `brotli` unpacks the models.
"""

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import brotli
import opencc

from tasks.core.scripts import PLAIN_HAN, script_table

FOLDER = Path(__file__).parents[2] / "tasks/segment"
SHARES = {
    6.0: "de es fr it pt nl id vi",
    1.0: "sv da nb pl tr fi hu cs ro ca",
    0.3: "af az bs cy et eu ga hr is lg lt lv mi ms nn sk sl sn so sq st sw tl tn ts xh yo zu",
}
"""How much each language counts among the others: what stands on pages beside Chinese and English comes first."""
ORDERS = ("uni", "bi", "tri", "quadri", "five")
N_GRAMS, N_WORDS = 60_000, 60_000
MIN_FREQUENCY, PRIOR = 1e-6, 1e-7
"""Frequency from which a run is looked at, and the weight of the shorter run in that of a longer one."""
Frequencies = list[dict[str, float]]
"""For runs of one to five letters: run -> how many of a hundred runs of its length it is, as a share of 1."""


def main() -> None:
    """Write latin_grams.tsv, english_vocabulary.tsv and telling_characters.tsv."""
    parser = argparse.ArgumentParser(description="Make the word tables of the stage segment.")
    for name in ("lingua", "words", "jieba"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args()
    models = given.lingua / "language-models"
    write_grams(weigh_grams(read_frequencies(models / "en"), mix_languages(models)))
    write_vocabulary(line.split()[0] for line in given.words.read_text(encoding="utf-8-sig").splitlines())
    write_characters(given.jieba)


def read_frequencies(folder: Path) -> Frequencies:
    """The frequencies of one language; a model gives the share of a run among those that begin as it does."""
    found: Frequencies = []
    for order in ORDERS:
        shorter = found[-1] if found else {"": 1.0}
        by_share = json.loads(brotli.decompress((folder / f"{order}grams.json.br").read_bytes()))["ngrams"]
        table = {}
        for share, grams in by_share.items():
            above, below = share.split("/")
            for gram in grams.split():
                table[gram] = int(above) / int(below) * shorter.get(gram[:-1], 0.0)
        found.append(table)
    return found


def mix_languages(models: Path) -> Frequencies:
    """The frequencies of all other languages together."""
    shares = {lang: share for share, langs in SHARES.items() for lang in langs.split()}
    mixed: list[defaultdict[str, float]] = [defaultdict(float) for _ in ORDERS]
    for lang, share in shares.items():
        for table, found in zip(mixed, read_frequencies(models / lang), strict=True):
            for gram, frequency in found.items():
                table[gram] += share / sum(shares.values()) * frequency
    return [dict(table) for table in mixed]


class Chain:
    """A language as a chain of letters: how likely a letter is behind up to four others."""

    def __init__(self, frequencies: Frequencies):
        """Longer runs lean on shorter ones where they are rare (additive smoothing with the shorter as prior)."""
        self._frequencies = frequencies
        self._heads: list[Counter[str]] = []
        for table in frequencies:
            heads: Counter[str] = Counter()
            for gram, frequency in table.items():
                heads[gram[:-1]] += frequency
            self._heads.append(heads)

    def likelihood(self, gram: str) -> float:
        """Of the last letter of a run behind the letters before it."""
        order = len(gram) - 1
        if order == 0:
            return (self._frequencies[0].get(gram, 0.0) + 1e-6) / (self._heads[0][""] + 1e-4)
        shorter = self.likelihood(gram[1:])
        head = self._heads[order].get(gram[:-1], 0.0)
        return (self._frequencies[order].get(gram, 0.0) + PRIOR * shorter) / (head + PRIOR)


def weigh_grams(english: Frequencies, other: Frequencies) -> Iterator[tuple[str, float]]:
    """Runs of letters and what each adds to the log odds of English; those that matter most come first."""
    chains = Chain(english), Chain(other)
    found = []
    for order, (ours, theirs) in enumerate(zip(english, other, strict=True)):
        for gram in sorted(ours.keys() | theirs.keys()):
            frequency = ours.get(gram, 0.0) + theirs.get(gram, 0.0)
            if order > 1 and frequency < MIN_FREQUENCY:
                continue
            gain = _odds(chains, gram) - (_odds(chains, gram[1:]) if order else 0.0)
            found.append((-abs(gain) * math.sqrt(frequency), gram, gain))
    return ((gram, gain) for _, gram, gain in sorted(found)[:N_GRAMS])


def _odds(chains: tuple[Chain, Chain], gram: str) -> float:
    return math.log(chains[0].likelihood(gram) / chains[1].likelihood(gram))


def write_grams(grams: Iterable[tuple[str, float]]) -> None:
    """One line for each weight, in tenths, with its runs of letters."""
    lines = defaultdict(list)
    for gram, gain in grams:
        lines[round(10 * gain)].append(gram)
    rows = [f"{weight}\t{' '.join(sorted(lines[weight]))}" for weight in sorted(lines) if weight]
    note = [
        "What each run of one to five letters adds to the log odds of English against other languages in Latin letters.",
        "Made by tests/segment/train_words.py from the models of lingua-language-detector 1.3.5 (Apache-2.0).",
        "tenths of a nat<TAB>runs",
    ]
    _write("latin_grams.tsv", note, rows)


def write_vocabulary(words: Iterable[str]) -> None:
    """The most frequent words, one line for each first letter."""
    lines = defaultdict(list)
    for _, word in zip(range(N_WORDS), words, strict=False):
        lines[word[0]].append(word)
    note = [
        "English words in lower case. Made by tests/segment/train_words.py from the frequency dictionary of symspellpy",
        "6.10.1 (MIT), itself made of SCOWL and the Google Books Ngrams (CC BY 3.0).",
        "first letter<TAB>words",
    ]
    _write("english_vocabulary.tsv", note, [f"{first}\t{' '.join(sorted(lines[first]))}" for first in sorted(lines)])


def write_characters(dictionary: Path) -> None:
    """Characters that both scripts use, one far more than the other."""
    weights = weigh_characters(dictionary)
    note = [
        "Characters of both scripts of Chinese that one uses far more: log odds of simplified against traditional.",
        "Made by tests/segment/train_words.py from the word counts of jieba 0.42.1 (MIT) and what OpenCC turns them into.",
        "character<TAB>log odds",
    ]
    _write("telling_characters.tsv", note, [f"{char}\t{weights[char]:.1f}" for char in sorted(weights)])


def weigh_characters(dictionary: Path) -> Mapping[str, float]:
    """Log odds by character, at most 3, where they are 0.7 or more and the character is not rare."""
    rows = [line.split() for line in dictionary.read_text(encoding="utf-8").splitlines()]
    simplified, traditional = Counter[str](), Counter[str]()
    for word, count, *_ in rows:
        for char in word:
            simplified[char] += int(count)
    for conversion in ("s2t", "s2tw", "s2hk"):
        words = opencc.OpenCC(conversion).convert("\n".join(row[0] for row in rows)).split("\n")
        for word, row in zip(words, rows, strict=True):
            for char in word:
                traditional[char] += int(row[1]) / 3
    table, weights = script_table(), {}
    for char in simplified.keys() | traditional.keys():
        odds = math.log((simplified[char] + 30) / (traditional[char] + 30))
        if table[ord(char)] == PLAIN_HAN and abs(odds) >= 0.7 and simplified[char] + traditional[char] >= 300:
            weights[char] = max(-3.0, min(3.0, odds))
    return weights


def _write(name: str, note: Iterable[str], rows: Iterable[str]) -> None:
    lines = [*(f"# {line}" for line in note), *rows]
    (FOLDER / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
