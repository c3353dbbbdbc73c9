"""The parts of a report by their headings: what tells of its year, of several years, or of what is to come."""

import re
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

_HEADING = re.compile(
    "(?P<plan>工作(?:安排|打算|思路|建议|计划|部署|展望)|(?:预期|奋斗)目标|下一?步(?:工作|打算|计划)|(?:今后|未来)五年)"
    "|(?P<years>(?:(?:过去|这|近|经过|回顾)的?[三四五]年|[三四五]年(?:来|间|接续)|的[三四五]年(?=[。\n])|十[二三四五]五[”」』]?(?:时期|期间|以来)))"
    "|主要任务|重点任务|重点工作|主要工作|目标任务|工作重点|工作任务|民生实事|情况|回顾|一年来|名词解释|[12][09][0-9]{2}年"
)
"""What begins a part of a document; in a line of its own, or the years at the head of one."""
_TOLD = re.compile("情况|回顾|总结|成效|进展|名词解释|以来|成就|一年来")
_YEAR_OPENS = re.compile("(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)?[12][09][0-9]{2}年[，,]")
_DATED = re.compile("今年|[12][09][0-9]{2}年|[一二三四五]+部分")
_TO_COME = re.compile("明年|今后|下一?步|新一年|下一年|未来")
_AIMS = re.compile("目标|任务|规划|思路|安排|打算")
_SENTENCE_MARK, _LONGEST_PART_HEADING, _AT_HEAD = re.compile("[。；！，](?!\\Z)"), 36, 24
_ENUMERATED = re.compile("[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[、.．)）]")
TOLD, TO_COME, OF_YEARS = 0, 1, 2
"""A part tells of the year that the document reports on, of what is to come, or of several years at once."""


def find_parts(text: str) -> tuple[list[int], list[int]]:
    """Where parts of a folded text begin, by headings, and what they tell of (2025年工作安排: what is to come)."""
    places, parts = list[int](), list[int]()
    first = next(iter(_finder().find_matches_as_indexes(text)), None) if not text.isascii() else None
    begin = text.rfind("\n", 0, first[1]) + 1 if first is not None else len(text)
    for found in _HEADING.finditer(text, begin):
        start = text.rfind("\n", 0, found.start()) + 1
        end = text.find("\n", found.end())
        part = _read_part(text[start : end if end >= 0 else len(text)].strip(), found, start)
        if part == OF_YEARS and parts and parts[-1] == TO_COME:
            continue  # “十五五”时期是关键时期, said in a plan, looks ahead as well
        if part is not None and (not parts or parts[-1] != part):
            places.append(start)
            parts.append(part)
    return places, parts


@cache
def _finder() -> AhoCorasick:
    """Finds the words without which no part of a text is to come or of several years: most texts have none."""
    plans = ("安排", "打算", "思路", "建议", "计划", "部署", "展望", "重点", "任务")
    words = [f"工作{word}" for word in plans] + ["主要任务", "重点任务", "重点工作", "主要工作", "目标任务", "民生实事"]
    words += ["预期目标", "奋斗目标", "下一步", "下步", "今后五年", "未来五年"]
    words += ["三年", "四年", "五年", "十二五", "十三五", "十四五", "十五五"]
    return AhoCorasick(sorted(words), matchkind=MatchKind.LeftmostFirst)


def _read_part(line: str, found: re.Match[str], start: int) -> int | None:
    """What a line with a word of headings begins; None where it is no heading."""
    is_at_head = found.start() - start <= _AT_HEAD
    if found["years"] and is_at_head:
        is_heading = len(line) <= _LONGEST_PART_HEADING and not _TOLD.search(line)
        return TO_COME if is_heading and _AIMS.search(line) else OF_YEARS
    if is_at_head and _YEAR_OPENS.match(line):
        return TOLD
    if len(line) > _LONGEST_PART_HEADING or _SENTENCE_MARK.search(line):
        return None
    if line.endswith("。") and not _ENUMERATED.match(line):
        return None  # 会议讨论了下一步工作。
    if _TOLD.search(line):
        return TOLD
    if _TO_COME.search(line):
        return TO_COME
    # 工作计划 alone is a link of a site as well
    return TO_COME if found["plan"] and (_ENUMERATED.match(line) or _DATED.search(line)) else None
