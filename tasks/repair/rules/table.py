"""The rules in the order in which they are applied."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..settings import RepairSettings
from ..stretches import Change
from . import (
    broken_pinyin,
    byte_order_mark,
    chinese_as_chinese,
    chinese_as_latin,
    control_characters,
    full_width,
    guessed_chinese,
    html_entities,
    injected_pinyin,
    invisible_characters,
    lost_spaces,
    odd_spaces,
    single_byte_mojibake,
    terminal_escapes,
)

ODD = re.compile(f"[{control_characters.CLASS}{invisible_characters.CLASS}{odd_spaces.CLASS}{full_width.CLASS}\x1b]")
"""What one of the rules for single characters acts on; few texts have any of it."""
WIDE = re.compile("[^\x00-\xff]")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule.

    `gate` is searched for in the signs of the text (what is neither printable ASCII nor white space), put side by side:
    where it finds nothing, or nothing that stands side by side in the text, neither can the rule. None: the rule looks
    at every text. `max_passes`: how often it is applied while it changes something. `is_odd`: it acts on nothing but
    what ODD finds.
    """

    name: str
    find_changes: Callable[[str, RepairSettings], list[Change]]
    gate: re.Pattern[str] | None
    max_passes: int = 1
    is_odd: bool = False


RULES: tuple[Rule, ...] = (
    # Mojibake first, whose characters later rules would take for invisible ones; Chinese before ftfy, which damages it.
    Rule(chinese_as_latin.RULE, chinese_as_latin.find_changes, chinese_as_latin.GATE),
    Rule(single_byte_mojibake.RULE, single_byte_mojibake.find_changes, single_byte_mojibake.GATE, 3),
    Rule(guessed_chinese.RULE, guessed_chinese.find_changes, WIDE),
    Rule(chinese_as_chinese.RULE, chinese_as_chinese.find_changes, WIDE),
    # Entities when the mojibake is gone, which may be of an ampersand; what they stand for may be invisible.
    Rule(html_entities.RULE, html_entities.find_changes, None),
    Rule(byte_order_mark.RULE, byte_order_mark.find_changes, re.compile(byte_order_mark.MARK), is_odd=True),
    Rule(terminal_escapes.RULE, terminal_escapes.find_changes, terminal_escapes.GATE, is_odd=True),
    Rule(control_characters.RULE, control_characters.find_changes, control_characters.GATE, is_odd=True),
    Rule(invisible_characters.RULE, invisible_characters.find_changes, invisible_characters.ANY, is_odd=True),
    Rule(odd_spaces.RULE, odd_spaces.find_changes, odd_spaces.GATE, is_odd=True),
    Rule(full_width.RULE, full_width.find_changes, full_width.GATE, is_odd=True),
    Rule(lost_spaces.RULE, lost_spaces.find_changes, None),
    # Readings last, when all characters are what they should be.
    Rule(broken_pinyin.RULE, broken_pinyin.find_changes, broken_pinyin.GATE),
    Rule(injected_pinyin.RULE, injected_pinyin.find_changes, injected_pinyin.GATE),
)
