"""Decide in which charset bytes are: the reading that costs the fewest bits, names from outside counting as bits too.

No detector is asked about UTF-8 or a byte-order mark, and none is believed against the text that comes out.
"""

from collections import Counter
from dataclasses import dataclass, replace

from ..find_dear import has_dear
from ..lattice import BITS_OF_CUT_END, MIXED, MIXED_FAMILIES, is_cut, read_mixed
from ..measure_bits import BAD_UNITS, BITS_OF_BAD_RUN, measure_bits
from .measure_neighbours import measure_neighbours
from .name_charsets import (
    Families,
    ask_chardetng,
    ask_charset_normalizer,
    find_declared,
    load_families,
    load_further_families,
)
from .read_bytes import UNIT_BYTES, read_leniently, read_strictly

BITS_OF_DECLARATION = 25.0
BITS_OF_CHARDETNG = 15.0
BITS_OF_NORMALIZER = 8.0
BITS_AGAINST_OTHERS = 8.0
ASCII = bytes(range(0x80))
MIN_HIGH_BYTES = 8
HEAD_BYTES = 4096
SAMPLE_BYTES = 768
N_PIECES = 4
SAMPLE_MARGIN_BITS_PER_BYTE = 0.7
MAX_LATTICE_BYTES = 1024
CLEAR_BITS = 64.0
CLEAR_BITS_PER_BYTE = 5.2
MAX_CONFIDENCE = 0.99
MIN_SINGLE_SHARE = 0.8
RARE_BITS_PER_BYTE = 4.9
"""Chinese costs less in charsets of two bytes, and far less in UTF-8."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Bytes read by one charset: what the text costs with what speaks for and against the charset, and by itself."""

    charset: str
    text: str
    bits: float
    own_bits: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """The charset that was chosen, how sure it is (0 to 1), and the bits that a byte of it costs."""

    charset: str
    confidence: float
    bits_per_byte: float


def judge_charset(content: bytes, is_utf8: bool) -> Verdict:
    """The charset of bytes that are not plain UTF-8; `is_utf8`: they could be, but for zero bytes in them."""
    families = tuple(f for f in load_families() if f[0][0] == "utf-8" or f[0][0] in UNIT_BYTES) if is_utf8 else None
    readings = [
        r
        for family in families or _shortlist(content, load_families())
        if (r := _read_family(content, *family)) is not None
    ]
    likely = min(readings, key=lambda reading: reading.bits, default=None)
    if not is_utf8 and len(content) <= HEAD_BYTES and likely and not _is_good(content, likely):
        readings = _allow_losses(content, readings)
    declared = None if is_utf8 else find_declared(content)
    votes = {declared: BITS_OF_DECLARATION} if declared else {}
    ranked = _rank(content, readings, votes)
    if not is_utf8 and not _is_clear(ranked, len(content)):
        for named, bits in _ask_detectors(content):
            votes[named] = votes.get(named, 0) + bits
        readings += _read_further(content, ranked[0])
        ranked = _rank(content, readings, votes)
    confidence = min(MAX_CONFIDENCE, 1 - 0.5 ** (1 + _margin(ranked) / 8))
    return Verdict(ranked[0].charset, round(confidence, 4), ranked[0].own_bits / max(1, len(content)))


def _ask_detectors(content: bytes) -> list[tuple[str, float]]:
    """What detectors name, with the bits of their votes; of few bytes beyond ASCII they only guess."""
    n_high = len(content.translate(None, ASCII))
    weight = min(1.0, n_high / MIN_HIGH_BYTES)
    named = [(ask_chardetng(content), BITS_OF_CHARDETNG * weight)]
    if weight == 1:
        named.append((ask_charset_normalizer(content), BITS_OF_NORMALIZER))
    return [(charset, bits) for charset, bits in named if charset]


def _read_further(content: bytes, likeliest: Reading) -> list[Reading]:
    """The readings in charsets of single bytes that are not always tried, unless another one reads good text."""
    is_single = len(likeliest.text) >= MIN_SINGLE_SHARE * len(content)
    if not is_single and _is_good(content, likeliest):
        return []
    return [r for family in _shortlist(content, load_further_families()) if (r := _read_family(content, *family))]


def _shortlist(content: bytes, families: Families) -> Families:
    """The families of charsets that read a sample of the bytes about as well as the best; of few bytes, all."""
    if len(content) < 2 * SAMPLE_BYTES:
        return families
    sample = _take_sample(content)
    read = [_read_family(sample, *family) for family in families]
    best_bits = min(reading.bits for reading in read if reading is not None)
    margin = SAMPLE_MARGIN_BITS_PER_BYTE * len(sample)
    within = zip(families, read, strict=True)
    return tuple(family for family, reading in within if reading is not None and reading.bits <= best_bits + margin)


def _take_sample(content: bytes) -> bytes:
    """Pieces from the beginning, the middle and the end, from the start of a line where there is one.

    Where there are zero bytes, units of two or four bytes stay whole.
    """
    pieces = []
    for start in range(0, len(content), len(content) // N_PIECES + 1):
        line = content.find(b"\n", start, start + SAMPLE_BYTES) + 1 if start else 0
        at = line or start
        at += -at % 4 if b"\x00" in content else 0
        pieces.append(content[at : at + SAMPLE_BYTES // N_PIECES])
    return b"".join(pieces)


def _read_family(content: bytes, family: tuple[str, ...], bits_against: float) -> Reading | None:
    """The first charset of the family that reads all bytes, else the one that reads most of them; None if none can."""
    for charset in family:
        text = read_strictly(content, charset)
        if text is not None:
            bits = _measure(content, charset, text)
            return Reading(charset, text, bits + bits_against, bits)
    readings = []
    for charset in family:
        text = read_leniently(content, charset)
        if text is not None:
            is_cut = len(content) % UNIT_BYTES.get(charset, 1) > 0
            bits = _measure(content, charset, text) + is_cut * BITS_OF_BAD_RUN
            readings.append(Reading(charset, text, bits + bits_against, bits))
    return min(readings, key=lambda reading: reading.bits, default=None)


def _measure(content: bytes, charset: str, text: str) -> float:
    """What a reading costs; UTF-8 that is cut inside its last character is likelier than that byte anywhere else."""
    bits = measure_bits(text) + (0.0 if charset in UNIT_BYTES else measure_neighbours(text))
    if charset == "utf-8" and any(is_cut(content[-n_bytes:], charset) for n_bytes in (1, 2, 3)):
        bits -= BITS_OF_BAD_RUN - BITS_OF_CUT_END
    return bits


def _is_good(content: bytes, reading: Reading) -> bool:
    return reading.own_bits < RARE_BITS_PER_BYTE * len(content) and not BAD_UNITS.search(reading.text)


def _allow_losses(content: bytes, readings: list[Reading]) -> list[Reading]:
    """The readings; of the likeliest, and of that in the charset most of it proves to be in, as they cost with losses.

    One byte that is lost from codes of two bytes makes nonsense of all that follows up to the next ASCII sign. Other
    readings stay as dear as they are: they could only become the likeliest with its charset inside them.
    """
    by_family = {_family(reading): reading for reading in readings if _family(reading) in MIXED}
    if not by_family:
        return readings
    likeliest = min(by_family.values(), key=lambda reading: reading.bits)
    allowed, main = _allow_losses_of(content, likeliest)
    changed = {likeliest: allowed}
    if main != _family(likeliest) and main in by_family:
        changed[by_family[main]] = _allow_losses_of(content, by_family[main])[0]
    return [changed.get(reading, reading) for reading in readings]


def _family(reading: Reading) -> str:
    return MIXED_FAMILIES.get(reading.charset, reading.charset)


def _allow_losses_of(content: bytes, reading: Reading) -> tuple[Reading, str]:
    """The reading as it costs when bytes of its bad lines may be lost or in another charset, and what most are in.

    Of many bad lines the first few tell for all.
    """
    family = _family(reading)
    saved, n_read, sizes = 0.0, 0, Counter({family: 1})
    bad = _find_bad_lines(content, reading.charset)
    for line in bad:
        if n_read > MAX_LATTICE_BYTES:
            break
        own_bits = measure_bits(read_leniently(line, reading.charset) or "")
        parts, bits = read_mixed(line, (family, *MIXED[family]), has_pairs=False)
        saved += max(0.0, own_bits - bits)
        n_read += len(line)
        sizes.update({part.charset: part.end - part.start for part in parts if part.charset})
    saved *= sum(map(len, bad)) / max(1, n_read)
    main = max(sizes, key=lambda charset: (sizes[charset], charset))
    return replace(reading, bits=reading.bits - saved, own_bits=reading.own_bits - saved), main


def _find_bad_lines(content: bytes, charset: str) -> list[bytes]:
    """Lines that a charset cannot read or reads as nonsense; else those that are dear on the whole."""
    lines = [line for line in content.split(b"\n") if not line.isascii()]
    texts = [read_leniently(line, charset) or "" for line in lines]
    bad = [line for line, text in zip(lines, texts, strict=True) if BAD_UNITS.search(text) or has_dear(text)]
    return bad or [
        line for line, text in zip(lines, texts, strict=True) if measure_bits(text) > RARE_BITS_PER_BYTE * len(line)
    ]


def _rank(content: bytes, readings: list[Reading], votes: dict[str, float]) -> list[Reading]:
    """The readings, and those in other charsets that have votes, cheapest first when the votes count."""
    known = {charset for reading in readings for charset in _find_family(reading.charset)}
    others = [charset for charset in votes if charset not in known]
    further = [_read_family(content, (charset,), BITS_AGAINST_OTHERS) for charset in others]
    found = [reading for reading in (*readings, *further) if reading is not None]
    voted = [replace(reading, bits=reading.bits - _votes_for(reading.charset, votes)) for reading in found]
    return sorted(voted, key=lambda reading: reading.bits)


def _votes_for(charset: str, votes: dict[str, float]) -> float:
    """The votes of the family that a charset belongs to."""
    return sum(votes.get(member, 0) for member in _find_family(charset))


def _find_family(charset: str) -> tuple[str, ...]:
    families = (*load_families(), *load_further_families())
    return next((family for family, _ in families if charset in family), (charset,))


def _margin(ranked: list[Reading]) -> float:
    """Bits between the first reading and the next that has another text."""
    best = ranked[0]
    return next((reading.bits - best.bits for reading in ranked[1:] if reading.text != best.text), 2 * CLEAR_BITS)


def _is_clear(ranked: list[Reading], n_bytes: int) -> bool:
    """Whether the first reading needs no vote: good, far ahead, and in a charset of several bytes."""
    best = ranked[0]
    is_wide = len(best.text) < 0.9 * n_bytes
    is_good = best.bits <= CLEAR_BITS_PER_BYTE * n_bytes
    return is_wide and is_good and _margin(ranked) > CLEAR_BITS
