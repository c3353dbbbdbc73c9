"""Whether a figure is a change (growth of 3.9%, down 12%, 增长3.9%) or a share (accounting for 24%, 占全国9成)."""

import re
from functools import cache

from ..core.numerals.read_tables import alternation, sizes_by_last
from .mention import Mention
from .tables.read_tables import base_periods, changes, months, qualifiers, word_set

_SHARE = re.compile(r"占[^，。；,;0-9]{0,24}\Z|(?:占比|比重|份额)[^，。；,;0-9]{0,6}\Z")
_SHARE_ENGLISH = re.compile(
    r"\b(?:account(?:s|ed|ing)? for|represent(?:s|ed|ing)?|mak(?:e|es|ing) up|made up|constitut\w{1,4}|compris\w{1,4}"
    r"|a share of)\b[^,.;]{0,20}\Z"
)
_CHANGE_AFTER = re.compile(r" (?:year-on-year |annual )?([a-z]+)")
_COMPARED = re.compile("[比较][^，。；,;、]{2,20}\\Z")
"""Before a word of change: 比2020年提高0.9岁 tells by how much."""
_COMPARED_BEFORE = re.compile(
    "(?:比|较)(?!为|好|高|低|强|弱|大|小|多|少|快|慢)[^，。；：0-9]{0,16}"
    "(?:[上去前昨往]一?个?(?:年|月|季度?|周|期|届|星期|季节|财年)|同期|同月|[0-9]{4}年|年[初前末底]|此前|以前|原来|计划)"
    "[^，。；：0-9]{0,12}(?:(?P<more>[多快高长早大重])|(?P<less>[少慢低短晚小轻]))(?:出|了)?[\u3400-\u9fff]?\\Z"
)
"""比去年同期快, 较上年多办: more or less than at another time, not than elsewhere."""
_GROWTH_WORDS = ("增幅", "降幅", "涨幅", "跌幅", "减幅", "升幅")
_LINKS = " 了约达近超"
_LIST_CHINESE = frozenset(("、", "和", "及", "与"))
_LIST_MARKS = _LIST_CHINESE | {" and ", ", "}
_VERBS = "(?:was|were|is|are|at|to|by|for|had|has|rose|fell|grew|stood|[a-z]+ed)"
_GAP = re.compile(rf",? (?:and|while|with) (?:(?!{_VERBS}\b)[\w'’-]+ ){{1,5}}")
"""Who has the next share, the verb left out: made up 43 percent and patent cases 35 percent."""
_RESPECTIVELY = 12
_MORE = frozenset(word + end for word in ("多", "高", "快", "长", "增加", "增长", "上升") for end in ("", "出", "了"))
_LESS = frozenset(word + end for word in ("少", "低", "慢", "短", "减少", "下降", "回落") for end in ("", "了"))
_THAN_FIGURE = re.compile("[比较][^，。；：]{0,20}的\\Z")
THAT_IS = frozenset((" or ", ", or ", " or about ", ", or about ", "或", "，或"))
"""Between a figure and the same in another unit: down 245 points, or 1.4 per cent."""
_SIGNS = frozenset("+＋-－−")
_SIGNED_BEHIND = ("(", "（", "同比", "环比", "按年", "按月")
_PARTICIPLES = ("ed", "en", "wn", "led", "made", "run", "set", "built", "paid", "won", "held", "up", "down", "as")
_YEAR = "(?<![0-9])((?:19|20)[0-9]{2}|[一二][〇零○九][〇零○一二三四五六七八九]{2}|1[0-4][0-9])年"
_STATED_YEAR, _THAN_YEAR = re.compile(_YEAR), re.compile(f"[较比]{_YEAR}(?:的?同[期月季]|全年|度)?")
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_OR_SHARE = re.compile(
    r"(?P<whole> of (?:the|its|their) (?:total|whole))?,? or (?:about |nearly |some |over |around )?"
)
_MOVING = frozenset(("money", "flow", "volume", "mass", "energy", "power", "temperature", "pressure"))
"""What moves by so much without a word in between; routes and tonnes of aid are dropped, mountains climbed."""
_TO_MONEY = re.compile(r" to (?:[A-Z]{1,4})?[$€£¥]?[0-9]")
_BY_FAR = re.compile(
    r"\b(?P<verb>rose|fell|grew|dropped|declined|increased|decreased|climbed)\b[^0-9;.,]{0,40}, by (?:[a-z]+ ){0,3}\Z"
)
_CLAUSE_END = re.compile("[，。；;]|,(?![0-9])")
_WINDOW, _SHARE_WINDOW = 60, 50
_SHARES = frozenset(("percent", "fraction"))
_RATIOS = frozenset(("percent", "permille", "times", "fraction"))


@cache
def _change_sizes() -> dict[str, tuple[int, ...]]:
    return sizes_by_last(changes("zh", "before"))


@cache
def _qualifier_sizes() -> dict[str, tuple[int, ...]]:
    return sizes_by_last(qualifiers("zh", "before"))


@cache
def _base_periods() -> tuple[re.Pattern[str], dict[str, str]]:
    periods = base_periods("zh") | base_periods("en")
    return re.compile(alternation(periods), re.IGNORECASE), periods


@cache
def _than() -> re.Pattern[str]:
    """A difference to another time: 475,000 tons more than a year ago."""
    return re.compile(
        r" (?:[a-z]+ ){0,2}?(?:(?:(?P<more>more|higher|longer|faster|larger|later|heavier|taller|warmer)"
        r"|(?P<less>fewer|less|lower|shorter|slower|smaller|earlier|lighter|cooler)) than"
        r"|(?P<above>above)|(?P<below>below)) "
        r"(?:in |at |during |for |on |those of |that of |the level of |the figure of |a |its |their |the )*"
        r"(?:(?:year|month|week|quarter|decade) (?:ago|earlier|before)\b|(?:last|previous|same|preceding|prior"
        r"|corresponding|record|end of)\b|pre-[a-z]+|[12][0-9]{3}(?![0-9]|,[0-9])"
        rf"|{alternation(months())}\b)"
    )


def read_chinese_change(text: str, mention: Mention) -> None:
    """Make a Chinese mention a change when a verb of change stands before it, a share behind 占."""
    if mention.kind == "change":
        _set_base(text, mention)
        return
    if mention.unit == "percent":
        read_signed_change(text, mention)
        if mention.kind == "change":
            return
    at = _skip_qualifier(text, mention.start)
    known = changes("zh", "before")
    for size in _change_sizes().get(text[at - 1 : at], ()):
        word = text[max(0, at - size) : at]
        direction = known.get(word)
        is_change = mention.unit_class == "ratio" or word in word_set("says_by_how_much")
        if direction is not None and (is_change or _COMPARED.search(text, max(0, at - _WINDOW), at - size)):
            _mark(mention, direction, word)
            _set_base(text, mention)
            return
    compared = _find_compared(text, at) if "比" in text or "较" in text else None
    if compared is not None:
        _mark(mention, "increase" if compared["more"] else "decrease", compared["more"] or compared["less"])
        _set_base(text, mention)
        return
    share = _SHARE.search(text, max(0, at - _SHARE_WINDOW), at) if mention.unit in _SHARES else None
    if share is not None:
        mention.kind, mention.measure, mention.cue = "share", "share", share.group()


def read_signed_change(text: str, mention: Mention) -> None:
    """Make a ratio with a sign in brackets or behind 同比 a change: `Food (+3.2%)`, 百货公司货品（-15.9%）."""
    sign = text[mention.start - 1 : mention.start] if mention.value is not None and mention.value > 0 else ""
    at = mention.start - 1 if sign in _SIGNS and sign else mention.start
    sign = text[at : at + 1]
    if sign not in _SIGNS or not text.endswith(_SIGNED_BEHIND, max(0, at - 2), at) or mention.value is None:
        return
    _mark(mention, "increase" if sign in "+＋" else "decrease", sign)
    mention.value = abs(mention.value)
    _set_base(text, mention)


def _find_compared(text: str, at: int) -> re.Match[str] | None:
    """What says how much more or less a figure in front of `at` is than at another time."""
    return _COMPARED_BEFORE.search(text, max(0, at - _WINDOW), at)


def _skip_qualifier(text: str, at: int) -> int:
    known = qualifiers("zh", "before")
    for _ in range(2):
        while at and text[at - 1] in _LINKS:
            at -= 1
        for size in _qualifier_sizes().get(text[at - 1 : at], ()):
            if size <= at and text[at - size : at] in known:
                at -= size
                break
    return at


def _mark(mention: Mention, direction: str, cue: str) -> None:
    mention.kind, mention.direction, mention.cue = "change", direction, cue
    mention.measure = "change_pct" if mention.unit in _RATIOS else "change_abs"
    mention.rule += "-change"


def find_base(text: str) -> str | None:
    """The base period that a text names: 同比, year-on-year, from a year earlier; the first of several."""
    pattern, periods = _base_periods()
    found = pattern.search(text)
    return periods[found.group().lower()] if found else None


def _set_base(text: str, mention: Mention) -> None:
    """The base period from the clause of the figure: 同比, year-on-year, from a year earlier."""
    pattern, periods = _base_periods()
    low = max(0, mention.start - _WINDOW)
    cut = max(text.rfind(mark, low, mention.start) for mark in "，。；;、")
    found = [match.group() for match in pattern.finditer(text, max(low, cut + 1), mention.start)]
    if not found:
        high = mention.end + _WINDOW
        stop = _CLAUSE_END.search(text, mention.end, high)
        found = [match.group() for match in pattern.finditer(text, mention.end, stop.start() if stop else high)][:1]
    if found:
        mention.base_period, mention.base_cue = periods[found[-1].lower()], found[-1]
    elif mention.is_chinese and (than := _THAN_YEAR.search(text, max(low, cut + 1), mention.start)) is not None:
        stated = list(_STATED_YEAR.finditer(text, 0, than.start()))
        if stated and _read_year(stated[-1][1]) == _read_year(than[1]) + 1:
            mention.base_period, mention.base_cue = "yoy", than.group()


def _read_year(written: str) -> int:
    return int(written.translate(_HAN_DIGITS))


def read_english_change(text: str, mention: Mention, words: list[str]) -> None:
    """Make an English mention a change: `up 12%`, `rose by 300`, `an increase of 5 points`, `a 20 percent rise`.

    `words` are the last ones in front of it, in lower case.
    """
    if mention.kind == "change":
        _set_base(text, mention)
        return
    is_ratio = mention.unit_class == "ratio"
    if mention.unit == "percent":
        read_signed_change(text, mention)
        if mention.kind == "change":
            return
    word = _find_change_before(words, is_ratio)
    direction = changes("en", "before")[word] if word is not None else None
    if direction is None and is_ratio:
        match = _CHANGE_AFTER.match(text, mention.end)
        word = match[1] if match else ""
        direction = changes("en", "after").get(word)
    if direction is None and mention.kind == "quantity":
        direction, word = _find_difference(text, mention)
    if direction is None and mention.kind == "quantity":
        direction, word = _find_move(text, mention, words)
    if direction is not None:
        _mark(mention, direction, word or "")
        _set_base(text, mention)
    elif mention.unit in _SHARES and (cue := _find_english_share(text, mention)) is not None:
        mention.kind, mention.measure, mention.cue = "share", "share", cue


def _find_difference(text: str, mention: Mention) -> tuple[str | None, str]:
    """Direction and word of what a figure is more or less than at another time."""
    than = _than().match(text, mention.end)
    if than is None:
        return None, ""
    more = than["more"] or than["above"]
    return ("increase", more) if more else ("decrease", than["less"] or than["below"])


def _find_move(text: str, mention: Mention, words: list[str]) -> tuple[str | None, str]:
    """Direction and word of an amount behind a verb that has no object, or behind `, by`.

    `runs dropped 252,000 barrels`, `gained $2.03 to $75.23`, `fell for the fifth year, by just over 36,000`.
    """
    if mention.unit_class not in _MOVING and "by" not in words:
        return None, ""
    known, verb = changes("en", "before"), next((w for w in reversed(words) if w not in word_set("before_change")), "")
    is_money = mention.currency is not None and _TO_MONEY.match(text, mention.end) is not None
    is_alone = mention.unit_class in _MOVING and not text.startswith(" of ", mention.end)
    if (is_alone and verb in word_set("moves_alone")) or (is_money and verb in known):
        return known.get(verb), verb
    far = _BY_FAR.search(text, max(0, mention.start - _WINDOW), mention.start) if "by" in words else None
    return (known.get(far["verb"]), far["verb"]) if far else (None, "")


def _find_english_share(text: str, mention: Mention) -> str | None:
    """The words that make a ratio a share of something."""
    if text.startswith(" of ", mention.end):
        return "of"
    share = _SHARE_ENGLISH.search(text, max(0, mention.start - _SHARE_WINDOW), mention.start)
    return share.group() if share else None


def _find_change_before(words: list[str], is_ratio: bool) -> str | None:
    """The word of change before a number; a count needs `by`, `of`, `up` or `down`, not just `added`."""
    known, has_link = changes("en", "before"), False
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        if word == "up" and at and words[at - 1] in word_set("particle_up"):
            return None
        if word in known:
            return word if is_ratio or has_link or word in ("up", "down") else None
        if word not in word_set("before_change"):
            return _find_verb_of_object(words, at) if has_link and words[at + 1] == "by" else None
        has_link = has_link or word in word_set("change_by")
    return None


def _find_verb_of_object(words: list[str], at: int) -> str | None:
    """The word of change in front of what is changed by so much: `cut costs by`, `raise output by`.

    Not where somebody acts: `growth driven by`, `a rise announced by`.
    """
    noun, verb = words[at], words[at - 1] if at else ""
    if noun.endswith(_PARTICIPLES) or not noun.isalpha() or verb not in word_set("changes_object"):
        return None
    return verb


def share_change(text: str, mention: Mention, after: Mention) -> None:
    """A figure told once more in percent is the same change: `2,140 or 3.8 percent more than a year earlier`."""
    if text[mention.end : after.start] in THAT_IS and mention.kind == "quantity" and after.measure == "change_pct":
        mention.kind, mention.measure, mention.direction = "change", "change_abs", after.direction
        mention.base_period, mention.base_cue, mention.cue = after.base_period, after.base_cue, after.cue
        mention.rule += "-change"


def read_difference(text: str, before: Mention, mention: Mention) -> None:
    """What one Chinese figure is more or less than the one before: 较去年最高日的57.9万人次多3.9万人次."""
    link = text[before.end : mention.start]
    more, less = link in _MORE, link in _LESS
    low = max(0, before.start - _WINDOW // 2)
    if (more or less) and mention.unit == before.unit and _THAN_FIGURE.search(text, low, before.start):
        _mark(mention, "increase" if more else "decrease", link)
        pattern, periods = _base_periods()
        said = pattern.search(text, low, before.start)
        if said is not None:
            mention.base_period, mention.base_cue = periods[said.group().lower()], said.group()


def _is_same(before: Mention, mention: Mention) -> bool:
    """Whether a change is said once more in another unit: 较上年多35亿元，增幅为3.8%."""
    return before.direction == mention.direction and before.unit != mention.unit


def _goes_on(text: str, before: Mention, mention: Mention, link: str) -> bool:
    """Whether a figure is the next one of a list; behind 分别 its unit may be another one."""
    if mention.unit == before.unit:
        return link in _LIST_MARKS
    low = max(0, before.start - _RESPECTIVELY)
    return link in _LIST_CHINESE and "分别" in text[low : before.start]


def _is_bracketed(text: str, link: str, mention: Mention) -> bool:
    """Whether a figure stands alone in brackets behind another: up by 0.2% (18,600 pupils)."""
    is_same_kind = mention.unit_class in ("count", "ratio", "money")
    return is_same_kind and link in (" (", "（", "(") and text[mention.end : mention.end + 1] in (")", "）")


def continue_list(text: str, before: Mention, mention: Mention) -> None:
    """The next number of a list is the same change: 分别下降17.7%、17.4%."""
    link = text[before.end : mention.start]
    if mention.kind == "quantity" and link in THAT_IS and mention.unit_class == "ratio" != before.unit_class:
        mention.kind, mention.measure, mention.direction = "change", "change_pct", before.direction
        mention.base_period, mention.rule = before.base_period, mention.rule + "-change"
    elif mention.kind == "quantity" and _is_bracketed(text, link, mention) and mention.unit != before.unit:
        mention.kind, mention.direction = "change", before.direction
        mention.measure = "change_pct" if mention.unit in _RATIOS else "change_abs"
        mention.base_period, mention.rule = before.base_period, mention.rule + "-change"
    elif mention.kind == "change" and (
        link == "，" + (mention.cue or "") or (mention.cue or "").startswith(_GROWTH_WORDS)
    ):
        mention.base_period = mention.base_period or (before.base_period if _is_same(before, mention) else None)
    elif mention.kind == "quantity" and _goes_on(text, before, mention, link):
        mention.kind, mention.measure, mention.direction = before.kind, before.measure, before.direction
        mention.base_period, mention.rule = before.base_period, before.rule
        mention.cue, mention.base_cue = before.cue, before.base_cue


def continue_amount(text: str, before: Mention, mention: Mention) -> None:
    """What an amount is of its whole is a share: `accounted for 37 billion of the total, or 29.5 percent`."""
    if mention.unit not in _SHARES or mention.kind != "quantity" or before.unit in _RATIOS:
        return
    link = _OR_SHARE.fullmatch(text, before.end, mention.start)
    if link is not None and (link["whole"] or _find_english_share(text, before)):
        mention.kind, mention.measure, mention.cue = "share", "share", link.group()


def continue_shares(text: str, before: Mention, mention: Mention) -> None:
    """The next number of a list is a share as well: 分别占47%和22%, `accounted for 47 percent and tin 22 percent`."""
    if mention.kind != "quantity" or mention.unit != before.unit:
        return
    link = text[before.end : mention.start]
    if link in _LIST_MARKS or (not mention.is_chinese and _GAP.fullmatch(link)):
        mention.kind, mention.measure, mention.cue = "share", "share", before.cue
