"""The rules in the order in which they are applied."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..settings import RepairSettings
from ..sift import MAX_PAIRS, Sifted
from ..stretches import Change
from . import (
    broken_pinyin,
    byte_order_mark,
    chinese_as_chinese,
    chinese_as_latin,
    control_characters,
    escaped_characters,
    full_width,
    guessed_chinese,
    guessed_mojibake,
    html_entities,
    injected_pinyin,
    invisible_characters,
    lost_spaces,
    odd_spaces,
    private_use,
    single_byte_mojibake,
    terminal_escapes,
)

Gate = Callable[[str, Sifted], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule.

    `may_apply` sees the text and what stands in it: where it says no, the rule would change nothing.
    `may_repeat`: what it makes of a text may be work for itself.
    """

    name: str
    find_changes: Callable[[str, RepairSettings], list[Change]]
    may_apply: Gate
    may_repeat: bool = False


def _has_sign(signs: re.Pattern[str]) -> Gate:
    return lambda _, sifted: signs.search(sifted.signs) is not None


def _has_pair(pair: re.Pattern[str]) -> Gate:
    def may_apply(text: str, sifted: Sifted) -> bool:
        return len(sifted.pairs) >= MAX_PAIRS or any(pair.match(text, at) for at in sifted.pairs.tolist())

    return may_apply


# Mojibake first, whose characters later rules would take for invisible ones; Chinese before ftfy, which damages it.
MISREAD: tuple[Rule, ...] = (
    Rule(chinese_as_latin.RULE, chinese_as_latin.find_changes, _has_pair(chinese_as_latin.GATE)),
    # What must be guessed before ftfy, which mends the parts of it that are whole.
    Rule(guessed_mojibake.RULE, guessed_mojibake.find_changes, _has_pair(guessed_mojibake.GATE)),
    Rule(
        single_byte_mojibake.RULE,
        single_byte_mojibake.find_changes,
        _has_pair(single_byte_mojibake.GATE),
        may_repeat=True,
    ),
    Rule(guessed_chinese.RULE, guessed_chinese.find_changes, lambda _, sifted: sifted.is_dear),
    Rule(chinese_as_chinese.RULE, chinese_as_chinese.find_changes, chinese_as_chinese.may_apply),
)
"""Each may uncover work for another: text may have been misread in two ways, one after the other."""
# Entities when the mojibake is gone, which may be of an ampersand; what they stand for may be mojibake, or invisible.
ESCAPED: tuple[Rule, ...] = (
    Rule(html_entities.RULE, html_entities.find_changes, lambda text, _: "&" in text),
    Rule(escaped_characters.RULE, escaped_characters.find_changes, lambda text, _: escaped_characters.may_apply(text)),
)
FURTHER: tuple[Rule, ...] = (
    Rule(byte_order_mark.RULE, byte_order_mark.find_changes, _has_sign(re.compile(byte_order_mark.MARK))),
    Rule(terminal_escapes.RULE, terminal_escapes.find_changes, _has_sign(terminal_escapes.GATE)),
    Rule(control_characters.RULE, control_characters.find_changes, _has_sign(control_characters.GATE)),
    Rule(invisible_characters.RULE, invisible_characters.find_changes, _has_sign(invisible_characters.ANY)),
    Rule(odd_spaces.RULE, odd_spaces.find_changes, _has_sign(odd_spaces.GATE)),
    Rule(full_width.RULE, full_width.find_changes, _has_sign(full_width.GATE)),
    Rule(private_use.RULE, private_use.find_changes, _has_sign(private_use.GATE)),
    Rule(lost_spaces.RULE, lost_spaces.find_changes, lambda _, sifted: len(sifted.joints) > 0),
    # Readings last, when all characters are what they should be.
    Rule(broken_pinyin.RULE, broken_pinyin.find_changes, _has_sign(broken_pinyin.GATE)),
    Rule(injected_pinyin.RULE, injected_pinyin.find_changes, _has_sign(injected_pinyin.GATE)),
)
RULES: tuple[Rule, ...] = (*MISREAD, *ESCAPED, *FURTHER)
