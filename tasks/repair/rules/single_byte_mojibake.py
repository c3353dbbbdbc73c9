"""Read again UTF-8 that was read in a charset of single bytes, once or several times (cafÃ© for café).

The judgement and the plan of steps are ftfy's (Speer 2019, https://doi.org/10.5281/zenodo.2591652), run by run, with
Chinese, Japanese and Korean characters as the ends of runs. Refuses whatever does not come out cheaper in bits (by
far, where ftfy sees no damage), and one charset of single bytes taken for another, unless that turns C1 controls into
what Windows means by them.
"""

import re
from collections import Counter

from ftfy import ExplanationStep, fix_encoding_and_explain
from ftfy.chardata import CHARMAP_ENCODINGS

from ..measure_bits import measure_bits
from ..settings import RepairSettings
from ..stretches import Change, decode_exactly
from .runs import Run, align_words, find_runs, is_line_break, trim_ascii

RULE = "single-byte-mojibake"
COMMON_SIGNS = "–—‘’“”…÷\u00a0"
"""Lead bytes of UTF-8 in MacRoman that stand beside each other in clean Chinese and English."""
SINGLE_STEPS = tuple(f"{charset}>utf-8" for charset in CHARMAP_ENCODINGS)
TRIED_STEPS = (*SINGLE_STEPS, *(f"{steps}>{steps}" for steps in SINGLE_STEPS))
"""Once and twice; where ftfy lets a run pass, as in charsets of Cyrillic, the second time hides the first."""
MIN_GAIN_BITS = 5.0
MIN_UNPLANNED_GAIN_BITS = 20.0


def _characters(first: int, last: int) -> str:
    """What the bytes first to last are in the charsets of single bytes that ftfy knows."""
    byte_range = bytes(range(first, last + 1))
    chars = {char for charset in CHARMAP_ENCODINGS for char in byte_range.decode(charset)}
    return re.escape("".join(sorted(chars - set(COMMON_SIGNS) if first >= 0xC0 else chars)))


FIRST, SECOND = f"\x80-\x9f{_characters(0xC2, 0xF4)}", _characters(0x80, 0xBF)
GATE = re.compile(f"[{FIRST}](?:(?<=[\x80-\x9f])|[{SECOND}])")
"""One class of characters first, for which the search is quickest."""
RUNS = re.compile("[^\n\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+")


def find_changes(text: str, _: RepairSettings) -> list[Change]:
    """Changes of the runs that ftfy repairs, those of neighbouring lines with the same plan joined.

    A run that ftfy lets pass is tried by the plans that served others of the document, the most frequent first, and
    then by each charset of single bytes; that must save more bits.
    """
    runs = list(find_runs(text, GATE, RUNS))
    fixes = [_fix_run(text, run) for run in runs]
    plans = Counter(change.codec for fix in fixes for change in fix if change.codec)
    joined: list[Change] = []
    for run, fix in zip(runs, fixes, strict=True):
        for change in fix or _fix_alike(text, run, plans):
            _append(text, joined, change)
    return joined


def _fix_run(text: str, run: Run) -> list[Change]:
    before = text[run.start : run.end]
    after, plan = fix_encoding_and_explain(before)
    if after == before or measure_bits(before) - measure_bits(after) < MIN_GAIN_BITS:
        return []
    evidence = ", ".join(f"{step.action} {step.parameter}" for step in plan or [])
    steps = _steps(plan or [])
    if steps and decode_exactly(before.encode(), f"utf-8>{steps}") == after:
        return [_change(run, before, after, steps, evidence)]
    is_lossy = "\ufffd" in after and "\ufffd" not in before
    return [
        Change(run.start + start, run.start + end, new, (RULE,), (evidence,), is_lossy=is_lossy and "\ufffd" in new)
        for start, end, new in align_words(before, after)
    ]


def _fix_alike(text: str, run: Run, plans: "Counter[str]") -> list[Change]:
    before = text[run.start : run.end]
    plans_here = [steps for steps, _ in plans.most_common()]
    for steps in [*plans_here, *(steps for steps in TRIED_STEPS if steps not in plans)]:
        after = decode_exactly(before.encode(), f"utf-8>{steps}")
        min_gain = MIN_GAIN_BITS if steps in plans else MIN_UNPLANNED_GAIN_BITS
        if after is not None and measure_bits(before) - measure_bits(after) >= min_gain:
            names = steps.split(">")
            evidence = ", ".join(f"{('encode', 'decode')[i % 2]} {name}" for i, name in enumerate(names))
            return [_change(run, before, after, steps, evidence)]
    return []


def _change(run: Run, before: str, after: str, steps: str, evidence: str) -> Change:
    head, tail = trim_ascii(before, after)
    start, end = run.start + head, run.end - tail
    return Change(start, end, after[head : len(after) - tail], (RULE,), (evidence,), steps)


def _steps(plan: list[ExplanationStep]) -> str | None:
    """The plan as steps of a codec chain; None when it holds anything but encoding and decoding."""
    actions = [step.action for step in plan]
    if actions != ["encode", "decode"] * (len(plan) // 2):
        return None
    return ">".join(step.parameter for step in plan)


def _append(text: str, changes: list[Change], change: Change) -> None:
    """Append a change, or lengthen the last one by it where both lines have the same plan."""
    last = changes[-1] if changes else None
    gap = text[last.char_end : change.char_start] if last else ""
    if last and change.codec and change.codec == last.codec and is_line_break(gap):
        after = last.after + gap + change.after
        changes[-1] = Change(last.char_start, change.char_end, after, change.rules, change.evidence, change.codec)
    else:
        changes.append(change)
