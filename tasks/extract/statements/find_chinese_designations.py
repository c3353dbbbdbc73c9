"""Who or what was named, selected, approved or awarded as something, in Chinese."""

import re
from collections.abc import Iterator
from functools import cache

from ...core.numerals.read_tables import alternation
from ..mention import Mention, Sentence
from ..tables.read_tables import forms_of
from .read_chinese_clause import find_end, find_subject, read_names
from .statement import make_statement

_CONFIDENCE = {"list": 0.9, "noun": 0.88, "prize": 0.92, "level": 0.75}
_PLANNED = re.compile(
    "(?:争取|力争|争创|努力|推动|支持|鼓励|申报|(?<![重主需])要(?!素|闻|地)|将(?!军)|拟|可以|应当|不得|符合条件的|让|如果|未|尚未|没有)[^，。；]{0,24}$"
)
_STARTS_OTHERWISE = re.compile(
    "[了过]?(?:发行|上市|设立|开工|超长期|专利授权|批准|积极|进展|成效|支持|[0-9.]+(?:亿|万|元))"
)
_AFTER_HONOUR = re.compile('(?:[”」』》）)"等创建设]|[0-9一二三四五六七八九十两]+[项个枚座])+$')
_COUNTED = re.compile("增至|增加|达到?[0-9]|数量|超过?[0-9]")
_RANKED = re.compile("第[0-9一二三四五六七八九十]{1,3}[位名]?$")
_PERSON = re.compile("^(?:冠军|亚军|季军|学位|资格)")

_BY = re.compile("被[^，。；：、\\n]{0,24}$")
"""The body by which something is named: 被最高人民法院授予."""


@cache
def _uses() -> dict[str, str]:
    return {
        verb: use
        for use in ("naming", "winning", "listing", "becoming")
        for verb in forms_of("designation_verbs.tsv", "zh", use)
    }


@cache
def _cue() -> re.Pattern[str]:
    verbs = alternation(_uses())
    return re.compile(rf"(?<![可能要争应划提排系])(?P<verb>{verbs})(?:了|为|成为|成)?")


@cache
def _honour(kind: str) -> re.Pattern[str]:
    return re.compile(alternation(forms_of("honours.tsv", kind, "zh")))


def find_chinese_designations(sentence: Sentence) -> Iterator[Mention]:
    """Designations of a sentence in order: from who is named to the end of what they are named.

    What is not an honour, a list or a status is none: 获批发行债券, 纳入医保, 任命为主任.
    """
    text = sentence.folded
    floor = 0
    for match in _cue().finditer(text):
        if match.start() < floor:
            continue
        mention = _read_designation(sentence, match, floor)
        if mention:
            floor = mention.end
            yield mention


def _read_designation(sentence: Sentence, match: re.Match[str], floor: int) -> Mention | None:
    text = sentence.folded
    end = _cut_list(text, match.end(), find_end(text, match.end()))
    what = text[match.end() : end]
    by = _BY.search(text, max(floor, match.start() - 26), match.start())
    kind = _judge(match["verb"], what, by is not None)
    verb = by.start() if by else match.start()
    if kind is None or _PLANNED.search(text, max(floor, verb - 30), verb):
        return None
    start = find_subject(text, verb, floor)
    entities = read_names(sentence.text, start, verb)
    confidence = _CONFIDENCE[kind] - (0.1 if _uses()[match["verb"]] == "becoming" else 0.0) - (0.0 if entities else 0.1)
    cue = (verb, match.end())
    return make_statement(
        "designation", (start, end), cue, f"designation_{kind}", round(confidence, 2), entities=entities
    )


def _cut_list(text: str, start: int, end: int) -> int:
    """The end without a following part that has a verb of its own: 获评A级以上、数量全国第一."""
    at = text.find("、", start, end)
    return at if at > 0 and re.search("全国第|居|达|同比|增长", text[at:end]) else end


def _judge(verb: str, what: str, is_passive: bool) -> str | None:
    """What makes the object of a verb a designation; None when nothing does."""
    if (
        len(what) < 2
        or what.startswith("名单")
        or _STARTS_OTHERWISE.match(what)
        or _PERSON.match(what)
        or _COUNTED.search(what)
        or _RANKED.search(what)
    ):
        return None
    core = _AFTER_HONOUR.sub("", what)
    if core.endswith(forms_of("honours.tsv", "role", "zh")):
        return None
    if _uses()[verb] == "winning":
        return "prize" if _ends_as(core, "prize") or (verb != "获" and re.search("(?:奖|称号)", what)) else None
    has_level = _honour("level").search(what) is not None
    if _uses()[verb] == "listing":
        return "list" if _ends_as(core, "list") and (has_level or core.endswith(("名录", "目录"))) else None
    if _uses()[verb] == "becoming" and not is_passive:
        return (
            "noun"
            if re.search("首批|第[一二三四五]批|试点|示范|名单|国家级|百强|十大|百佳", what) and _ends_as(core, "noun")
            else None
        )
    if verb == "获批":
        return "noun" if _ends_as(core, "noun") else None
    for kind in ("prize", "list", "noun"):
        if _ends_as(core, kind):
            return kind
    return "level" if has_level or what[0] in "“「『《" else None


def _ends_as(core: str, kind: str) -> bool:
    """Whether the last word before marks is of a kind of honours."""
    return core.endswith(forms_of("honours.tsv", kind, "zh"))
