"""The likeliest text of UTF-8 that was read in another charset and lost some bytes on the way.

A lattice as in `lattice.py`, over bytes of which some are unknown, or one of a few: a character with such a byte may be
each that fits, at its own price behind the character before it. A byte that the wrong charset could have read was not
lost, which leaves few candidates. A beam of readings is kept at each byte. What is guessed says so.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..core.scripts import chinese_script, to_simplified
from .lattice import BITS_OF_SWITCH, load_codes
from .measure_bits import bits_in_chinese, load_pair_savings

UNKNOWN = -1
"""Any byte. A number up to 255 is that byte; larger ones are one byte of several, as `one_of` writes them."""
BEAM = 10
MAX_BEHIND_BITS = 50.0
"""Readings that cost so much more than the cheapest up to the same byte are given up: to go over to it costs 20."""
WINDOW_BYTES = 4
FIRST_PAIRED = 0x2E80
BITS_OF_UNUSED_MARK = 14.0
BITS_OF_STRAY = 25.0
BITS_OF_OTHER_SCRIPT = 8.0
"""A character that is simplified in a traditional text, or the other way round."""
BITS_OF_UNUSUAL_PAIR = 1.0
BITS_OF_CONTRADICTION = 8.0
"""A byte that the wrong charset would have read, had it been there."""
LEADS = (0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEF)
LEADS_OF_SIGNS = (0xC2, 0xC3)
CONTINUATIONS = range(0x80, 0xC0)
MAX_CANDIDATES = 24
LOST = "\ufffd"


class Prior(NamedTuple):
    """What is known of a text beforehand: the charset it was read in, its script as in `chinese_script`, what it costs,
    in bits, to begin or end a run that is read again, and that a byte is missing without a mark, and which may be."""

    read_as: str
    script: str = "zh"
    bits_of_switch: float = BITS_OF_SWITCH
    bits_of_drop: float = 6.0
    dropped: int = UNKNOWN


class Token(NamedTuple):
    """A character as it was read, and the bytes it stands for; not all of them need be known."""

    char: str
    data: tuple[int, ...]


class Step(NamedTuple):
    """Bytes that are read as a text of at most one character, its price, whether it is guessed, and its code point."""

    n_bytes: int
    text: str
    bits: float
    is_guess: bool
    point: int


class Node(NamedTuple):
    """The end of a reading: its price, the byte it starts from, its last step, and the reading before."""

    bits: float
    start: int
    text: str
    is_guess: bool
    is_reread: bool
    point: int
    before: "Node | None"


class Piece(NamedTuple):
    """The tokens start:end, the text that they are, and how many characters of it are guessed."""

    start: int
    end: int
    text: str
    n_guessed: int


def guess_text(tokens: Sequence[Token], prior: Prior) -> tuple[list[Piece], float]:
    """The pieces of the cheapest reading that are not as they were, in order and apart, and its price in bits."""
    data = [byte for token in tokens for byte in token.data]
    places = _places(tokens)
    beams: list[dict[tuple[bool, int], Node]] = [{} for _ in range(len(data) + 1)]
    beams[0][False, 0] = Node(0.0, 0, "", False, False, 0, None)
    for at in range(len(data)):
        nodes = _choose_nodes(beams[at])
        steps = list_steps(tuple(data[at : at + WINDOW_BYTES]), prior) if nodes else ()
        token = tokens[places[at]] if at in places else None
        for node in nodes:
            if token:
                kept = Step(
                    len(token.data), token.char, bits_in_chinese(token.char), False, _simplified_point(token.char)
                )
                _extend(beams, at, node, (kept,), prior.bits_of_switch * node.is_reread, False)
            if token or node.is_reread:
                _extend(beams, at, node, steps, prior.bits_of_switch * (not node.is_reread), True)
        beams[at] = {}  # read no more: what is kept is kept by the nodes behind
    best = min(beams[-1].values(), key=lambda node: node.bits + prior.bits_of_switch * node.is_reread)
    return _list_pieces(best, places | {len(data): len(tokens)}, len(data)), best.bits


def one_of(options: Iterable[int]) -> int:
    """A byte that is one of several."""
    found = sorted(set(options))
    return found[0] if len(found) == 1 else sum(1 << option for option in found) << 8


@lru_cache(maxsize=1 << 10)
def list_options(byte: int) -> tuple[int, ...]:
    """The bytes that one may be."""
    if byte == UNKNOWN:
        return tuple(range(0x100))
    return (byte,) if byte < 0x100 else tuple(at for at in range(0x100) if byte >> 8 >> at & 1)


def _is_known(window: Sequence[int]) -> bool:
    return all(0 <= byte < 0x100 for byte in window)


def _choose_nodes(beam: dict[tuple[bool, int], Node]) -> list[Node]:
    """The cheapest ends of readings, without those that are too dear to become the cheapest."""
    nodes = sorted(beam.values(), key=lambda node: node.bits)[:BEAM]
    return [node for node in nodes if node.bits <= nodes[0].bits + MAX_BEHIND_BITS]


def _extend(
    beams: list[dict[tuple[bool, int], Node]],
    at: int,
    node: Node,
    steps: Sequence[Step],
    switch_bits: float,
    is_reread: bool,
) -> None:
    savings = load_pair_savings()
    own_bits = node.bits + switch_bits
    before = node.point << 16
    for step in steps:
        end = at + step.n_bytes
        if end >= len(beams):
            continue
        point = step.point if step.text else node.point
        bits = own_bits + step.bits
        if point > FIRST_PAIRED:
            bits -= savings.get(before | point, -BITS_OF_UNUSUAL_PAIR if node.point > FIRST_PAIRED else 0.0)
        rival = beams[end].get((is_reread, point))
        if rival is None or bits < rival.bits:
            beams[end][is_reread, point] = Node(bits, at, step.text, step.is_guess, is_reread, point, node)


def _places(tokens: Sequence[Token]) -> dict[int, int]:
    """The token that starts at each byte."""
    places, byte = {}, 0
    for index, token in enumerate(tokens):
        places[byte] = index
        byte += len(token.data)
    return places


@lru_cache(maxsize=1 << 14)
def list_steps(ahead: tuple[int, ...], prior: Prior) -> tuple[Step, ...]:
    """The characters of UTF-8 that the next bytes, four where there are so many, may begin with."""
    first = ahead[0]
    if 0 <= first < 0x80:
        return (_make_step(1, chr(first), bits_in_chinese(chr(first)), False),)
    exact = _read_exactly(ahead)
    if exact is not None:
        return (exact,)
    steps = [_make_step(1, LOST, BITS_OF_STRAY, True)]
    if first == UNKNOWN:
        steps.append(Step(1, "", BITS_OF_UNUSED_MARK, True, 0))
    elif first > 0xFF:
        ascii_chars = [chr(option) for option in list_options(first) if option < 0x80]
        steps += [_make_step(1, char, bits_in_chinese(char), False) for char in ascii_chars]
    window = ahead[:3]
    if len(window) == 3 and not _is_known(window):
        steps += _fill(window, ahead[3] if len(ahead) > 3 else 0, prior.read_as)
    elif first != UNKNOWN:
        steps += _fill_gap(window[:2], prior)
    if not _is_known(window[:2]) and UNKNOWN not in window[:2]:
        steps += _fill_two(window[:2])
    return tuple(_price_script(step, prior.script) for step in steps)


def _price_script(step: Step, script: str) -> Step:
    is_of_other = "zh" not in (script, own := chinese_script(step.text)) and own != script
    return step._replace(bits=step.bits + BITS_OF_OTHER_SCRIPT) if is_of_other else step


def _make_step(n_bytes: int, char: str, bits: float, is_guess: bool) -> Step:
    return Step(n_bytes, char, bits, is_guess, _simplified_point(char))


def _read_exactly(ahead: tuple[int, ...]) -> Step | None:
    first = ahead[0]
    size = 2 if 0xC2 <= first < 0xE0 else 3 if 0xE0 <= first < 0xF0 else 4 if 0xF0 <= first < 0xF5 else 0
    window = ahead[:size]
    if not size or len(window) < size or not _is_known(window):
        return None
    try:
        char = bytes(window).decode()
    except UnicodeDecodeError:
        return None
    return _make_step(size, char, bits_in_chinese(char), False)


def _fill(window: tuple[int, ...], behind: int, read_as: str) -> list[Step]:
    """Characters of three bytes that agree with the known ones."""
    steps = []
    followed = (*window, behind)
    is_guess = _is_open(window)
    for char, encoded in _find_alike(window):
        bits = bits_in_chinese(char)
        for place in range(3):
            if window[place] == UNKNOWN and _is_code(encoded[place], followed[place + 1], read_as):
                bits += BITS_OF_CONTRADICTION
        steps.append(_make_step(3, char, bits, is_guess))
    return sorted(steps, key=lambda step: step.bits)[:MAX_CANDIDATES]


def _fill_two(window: tuple[int, ...]) -> list[Step]:
    """Signs of two bytes, as Chinese text has a few of, that agree with the known ones."""
    first, second = (list_options(byte) for byte in window) if len(window) == 2 else ((), ())
    pairs = [(a, b) for a in first for b in second if a in LEADS_OF_SIGNS and b in CONTINUATIONS]
    chars = [bytes(pair).decode() for pair in pairs]
    return [_make_step(2, char, bits_in_chinese(char), len(chars) > 1) for char in chars]


def _is_open(window: tuple[int, ...]) -> bool:
    """Whether an unknown byte of a character may be several: else there is nothing to guess."""
    return any(
        sum(option in (CONTINUATIONS if place else LEADS) for option in list_options(byte)) > 1
        for place, byte in enumerate(window)
    )


def _fill_gap(known: tuple[int, ...], prior: Prior) -> list[Step]:
    """Characters of three bytes of which one is missing, and the two others are these."""
    if len(known) < 2:
        return []
    lost = prior.dropped
    windows = ((known[0], known[1], lost), (known[0], lost, known[1]), (lost, known[0], known[1]))
    steps = [
        _make_step(2, char, bits_in_chinese(char) + prior.bits_of_drop, True)
        for window in windows
        for char, _ in _find_alike(window)
    ]
    return sorted(steps, key=lambda step: step.bits)[:MAX_CANDIDATES]


@lru_cache(maxsize=1 << 12)
def _find_alike(window: tuple[int, ...]) -> tuple[tuple[str, bytes], ...]:
    """Characters of three bytes with the known bytes of a window, the cheapest first; none where all are unknown."""
    if all(byte == UNKNOWN for byte in window):
        return ()
    options = [
        [option for option in list_options(byte) if option in (CONTINUATIONS if place else LEADS)]
        for place, byte in enumerate(window)
    ]
    found = []
    for encoded in (bytes((a, b, c)) for a in options[0] for b in options[1] for c in options[2]):
        char = encoded.decode("utf-8", "ignore")
        if len(char) == 1:
            found.append((bits_in_chinese(char), char, encoded))
    return tuple((char, encoded) for _, char, encoded in sorted(found)[: 4 * MAX_CANDIDATES])


def _is_code(lead: int, trail: int, read_as: str) -> bool:
    """Whether the wrong charset reads two bytes as one character, and not one for private use."""
    if trail < 0x40:
        return False
    n_bytes, _, point = load_codes(read_as)[lead << 8 | trail]
    return n_bytes > 0 and not 0xE000 <= point <= 0xF8FF


@lru_cache(maxsize=1 << 15)
def _simplified_point(char: str) -> int:
    return ord(to_simplified(char))


def _list_pieces(last: Node, places: dict[int, int], end: int) -> list[Piece]:
    """The steps that were read again, as few together as begin and end with a token."""
    steps: list[tuple[int, int, Node]] = []
    node: Node | None = last
    while node is not None and node.before is not None:
        steps.append((node.start, end, node))
        node, end = node.before, node.start
    pieces: list[Piece] = []
    texts: list[str] = []
    start = n_guessed = 0
    for begin, stop, step in reversed(steps):
        if not step.is_reread:
            continue
        if not texts:
            start, n_guessed = begin, 0
        texts.append(step.text)
        n_guessed += step.is_guess
        if stop in places:
            pieces.append(Piece(places[start], places[stop], "".join(texts), n_guessed))
            texts = []
    return pieces
