"""Read again UTF-8 that was read in a charset of single bytes, once or several times (cafÃ© for café).

The judgement and the plan of steps are ftfy's (Speer 2019, https://doi.org/10.5281/zenodo.2591652), run by run, with
Chinese, Japanese and Korean characters as the ends of runs. Refuses whatever does not come out cheaper in bits (by
far, where ftfy sees no damage), and one charset of single bytes taken for another, unless that turns C1 controls into
what Windows means by them.
"""

import re
from collections import Counter, deque
from collections.abc import Iterable
from itertools import pairwise

from ftfy import ExplanationStep, fix_encoding_and_explain
from ftfy.chardata import CHARMAP_ENCODINGS

from ...core.spans import decode_chain, encode_chain
from ..measure_bits import measure_bits
from ..measure_lines import measure_lines
from ..settings import RepairSettings
from ..stretches import Change
from .runs import align_words, find_runs, is_line_break, trim_ascii

RULE = "single-byte-mojibake"
COMMON_SIGNS = "–—‘’“”…÷\u00a0"
"""Lead bytes of UTF-8 in MacRoman that stand beside each other in clean Chinese and English."""
FURTHER_CHARSETS = ("iso8859-15", "cp850", "cp858", "cp852", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5", "cp874")
"""Charsets of single bytes that ftfy does not know."""
ALL_CHARSETS = (*CHARMAP_ENCODINGS, *FURTHER_CHARSETS)
SINGLE_STEPS = tuple(f"{charset}>utf-8" for charset in ALL_CHARSETS)
TRIED_STEPS = (*SINGLE_STEPS, *(f"{steps}>{steps}" for steps in SINGLE_STEPS))
"""Once and twice; where ftfy lets a run pass, as in charsets of Cyrillic, the second time hides the first."""
TORN = "bytes of the line are lost: what stood there stays, and a character beside it may be made of two halves"
NEXT_LINE = "\x85"
"""A line end of some machines, beside Chinese text; an ellipsis of Windows-1252 elsewhere."""
HAN = re.compile("[\u4e00-\u9fff]")
MIN_GAIN_BITS = 5.0
MIN_UNPLANNED_GAIN_BITS = 15.0
"""Of 45,000 clean lines one, NESCAFÉ®, would save more than 8."""


def _characters(first: int, last: int) -> str:
    """What the bytes first to last are in one charset of single bytes or another."""
    byte_range = bytes(range(first, last + 1))
    chars = {char for charset in ALL_CHARSETS for char in byte_range.decode(charset, "ignore")}
    return re.escape("".join(sorted(chars - set(COMMON_SIGNS) if first >= 0xC0 else chars)))


FIRST, SECOND = f"\x80-\x9f{_characters(0xC2, 0xF4)}", _characters(0x80, 0xBF)
GATE = re.compile(f"[{FIRST}](?:(?<=[\x80-\x9f])|[{SECOND}])")
"""One class of characters first, for which the search is quickest."""
RUNS = re.compile("[^\n\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+")


def find_changes(text: str, _: RepairSettings) -> list[Change]:
    """Changes of the runs that ftfy repairs, those of neighbouring lines with the same plan joined.

    The plan that serves one run is tried on all the others before ftfy is asked about them. A run that ftfy lets pass
    is tried by the plans that served others of the document, the most frequent first, and then by each charset of
    single bytes; that must save more bits.
    """
    runs = list(find_runs(text, GATE, RUNS))
    befores = Counter(text[run.start : run.end] for run in runs)
    fixes = _fix_all(befores)
    plans: Counter[str] = Counter()
    for before, changes in fixes.items():
        plans.update({change.codec: befores[before] for change in changes if change.codec})
    for before, changes in fixes.items():
        fixes[before] = changes or _fix_alike(before, plans)
    placed = [
        change._replace(char_start=run.start + change.char_start, char_end=run.start + change.char_end)
        for run in runs
        for change in fixes[text[run.start : run.end]]
    ]
    return _join_lines(text, placed)


def _fix_all(befores: Iterable[str]) -> dict[str, list[Change]]:
    """The changes of each text; each is looked at once."""
    fixes: dict[str, list[Change]] = {}
    left, tried = deque(befores), set()
    while left:
        before = left.popleft()
        fixes[before] = changes = _fix(before)
        steps = changes[0].codec if len(changes) == 1 else None
        if steps and steps not in tried:
            tried.add(steps)
            fixes |= _fix_by_plan(left, steps, changes[0].evidence)
            left = deque(text for text in left if text not in fixes)
    return fixes


def _fix_by_plan(befores: Iterable[str], steps: str, evidence: tuple[str, ...]) -> dict[str, list[Change]]:
    """The changes of those texts that a plan makes cheaper."""
    pairs = [(before, after) for before in befores if (after := _follow(before, steps)) is not None]
    gains = measure_lines([before for before, _ in pairs]) - measure_lines([after for _, after in pairs])
    return {
        before: [_change(before, after, steps, evidence)]
        for (before, after), gain in zip(pairs, gains.tolist(), strict=True)
        if gain >= MIN_GAIN_BITS
    }


def _follow(before: str, steps: str) -> str | None:
    """What a text becomes by a plan; None where it does not lead back."""
    try:
        after = decode_chain(before.encode(), f"utf-8>{steps}")
        return after if encode_chain(after, f"utf-8>{steps}").decode() == before else None
    except UnicodeError:
        return None


def _fix(before: str) -> list[Change]:
    """The changes of ftfy, unless one charset reads the whole of the text and makes it cheaper still."""
    if before == NEXT_LINE:
        return []
    after, plan = fix_encoding_and_explain(before)
    if plan and (cheaper := _find_cheaper(before, after)):
        return [cheaper]
    if after == before or measure_bits(before) - measure_bits(after) < MIN_GAIN_BITS:
        return []
    evidence: tuple[str, ...] = (", ".join(f"{step.action} {step.parameter}" for step in plan or []),)
    steps = _steps(plan or [])
    read = _follow(before, steps) if steps else None
    if steps and read is not None and measure_bits(before) - measure_bits(read) >= MIN_GAIN_BITS:
        return [_change(before, read, steps, (_explain(steps),))]
    is_lossy = "\ufffd" in after and "\ufffd" not in before
    is_torn = HAN.search(after) is not None and GATE.search(after) is not None
    if is_torn:
        evidence += (TORN,)
    return [
        Change(start, end, new, (RULE,), evidence, is_lossy=is_torn or (is_lossy and "\ufffd" in new))
        for start, end, new in align_words(before, after)
    ]


def _find_cheaper(before: str, after: str) -> Change | None:
    """The change by the charset that ftfy does not know and that makes a text cheapest, if it beats that of ftfy."""
    ways = [(read, f"{charset}>utf-8") for charset in FURTHER_CHARSETS if (read := _follow(before, f"{charset}>utf-8"))]
    if not ways:
        return None
    bits, read, steps = min((measure_bits(read), read, steps) for read, steps in ways)
    return _change(before, read, steps, (_explain(steps),)) if bits + MIN_GAIN_BITS <= measure_bits(after) else None


def _fix_alike(before: str, plans: "Counter[str]") -> list[Change]:
    plans_here = [steps for steps, _ in plans.most_common()]
    for steps in [*plans_here, *(steps for steps in TRIED_STEPS if steps not in plans)]:
        after = _follow(before, steps)
        min_gain = MIN_GAIN_BITS if steps in plans else MIN_UNPLANNED_GAIN_BITS
        if after is not None and measure_bits(before) - measure_bits(after) >= min_gain:
            return [_change(before, after, steps, (_explain(steps),))]
    return []


def _change(before: str, after: str, steps: str, evidence: tuple[str, ...]) -> Change:
    head, tail = trim_ascii(before, after)
    return Change(head, len(before) - tail, after[head : len(after) - tail], (RULE,), evidence, steps)


def _steps(plan: list[ExplanationStep]) -> str:
    """The plan as steps of a codec chain, up to what is not encoding and decoding.

    What follows there mends parts of what is left, and would spoil it if it was Chinese read as Latin.
    """
    steps: list[str] = []
    for first, second in zip(plan[::2], plan[1::2], strict=False):
        if (first.action, second.action) != ("encode", "decode"):
            break
        steps += (first.parameter, second.parameter)
    return ">".join(steps)


def _explain(steps: str) -> str:
    return ", ".join(f"{('encode', 'decode')[i % 2]} {name}" for i, name in enumerate(steps.split(">")))


def _join_lines(text: str, changes: list[Change]) -> list[Change]:
    """The changes, those of neighbouring lines that have the same plan made one."""
    groups: list[list[Change]] = []
    for change in changes:
        last = groups[-1][-1] if groups else None
        is_alike = last is not None and change.codec and change.codec == last.codec
        if last and is_alike and is_line_break(text[last.char_end : change.char_start]):
            groups[-1].append(change)
        else:
            groups.append([change])
    return [_join(text, group) for group in groups]


def _join(text: str, group: list[Change]) -> Change:
    parts = [group[0].after]
    for last, change in pairwise(group):
        parts += [text[last.char_end : change.char_start], change.after]
    return group[-1]._replace(char_start=group[0].char_start, after="".join(parts))
