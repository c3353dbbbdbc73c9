"""Places in an order in Chinese: 居全国第一, 位列第三, 排名全球第十八位, 进入全国前十."""

import re
from collections.abc import Iterator
from functools import cache

from ...core.numerals.read_tables import alternation
from ..mention import Mention, Sentence
from ..tables.read_tables import rank_scopes
from .read_chinese_clause import find_end, find_subject, read_names
from .read_rank import CHINESE_NUMBER, find_chinese_scope, read_chinese_rank
from .statement import make_statement

_VERB = (
    "(?:位居|位列|位于|居于|名列|排名|排位|排行|排在|排第|跃居|跃升|升至|升到|稳居|高居|雄踞|雄居|冠居|占据|保持|蝉联|上升到|上升至|提升至|提升到|进位至|前移至|攀升至|退居|降至|"
    "获评|获得|荣获|夺得|成为|居|列|排|占|是|获|占到)"
)
_BETWEEN = "[^，。；：！？,;第前首之\\n]{0,24}?"
_NOT_RANKED = (
    "(?!个|批|届|次|条|例|家|人民|人|时间|产业|书记|线|步|部|轮|期|季|责任|要|动力|把|中学|小学|中|医院|师|党|大道|代|方|章|节|款|项|页|种|类|天|年|站|课|张|件|艘|座|台|套|阶段|手|"
    "财季|梯队|课堂|现场|资源|标准|文|生产|议|序|印象|反应|起|桶|单|口|关|案|份|幅|栋|号|本|城|村|颗|位|粒|支柱|枚|回|番|[0-9一二三四五六七八九十百])"
)
_HOLDER = re.compile(
    r"[一-鿿“”]{2,12}?(?:省|(?<!城)市|县|自治区|区|州|港|(?<![城乡])镇|(?<!城)乡|(?<!农)村|院|校|大学|公司|集团|银行|机场|中心|学院|特区)(?![一-鿿]?(?:区|市"
    r"|港|院))(?:的|在|以)?|我国|我省|我市|全省|全市|全国|中国|香港|澳门|台湾"
)
_METRIC = re.compile(
    "[率量数额值速平力模入积产度况指绩本格比例总位能务品](?:均|都|也|连续[^，]{1,6}|继续|再次|已|首次|分别|)*$"
)
_GROUP = re.compile("在[^，。；：、在中]{2,20}(?:之|当)?中(?:的|均|都|也|连续|再次|首次|已)?$")
"""Among whom somebody has his place, which is neither measured nor the holder: 在全国省会城市中排名第三."""
_AMONG = re.compile("在[^，。；：、在]{2,24}$")
_ALSO = re.compile(f"[和、及与]第(?P<rank>{CHINESE_NUMBER})大")
_JOINED = re.compile("[、和及与]+(?:在)?")
_FIGURE = re.compile("[0-9][^、，]{0,8}、")


@cache
def _pattern() -> re.Pattern[str]:
    scopes = alternation(sorted(rank_scopes("zh")))
    rank = (
        rf"第(?P<rank>{CHINESE_NUMBER})(?:位(?!置)|名(?!单)|大(?!道|街|桥|会|队)|{_NOT_RANKED})"
        r"|(?P<top>首位(?!产业)|榜首|魁首|之首|之冠|首(?=[，。；,;]|$))"
        rf"|前(?P<bound>{CHINESE_NUMBER})(?:名|位|强|列(?!腺))?(?![年个月批期季半天后进款条项日周时分次成%％‰.0-9一二三四五六七八九十百])"
    )
    return re.compile(
        rf"(?:(?P<verb>{_VERB})(?P<between>{_BETWEEN})|(?P<scope>(?:{scopes})[^，。；：、,;第前首榜之居列排位跃升稳成\n]{{0,10}}?)"
        rf"|(?P<into>(?:进入|跻身|挤进|迈入|闯入|入围|进|居|列){_BETWEEN}(?=前|第[^，。]{{1,4}}[位名])))(?:{rank})"
    )


def find_chinese_rankings(sentence: Sentence) -> Iterator[Mention]:
    """Rankings of a sentence in order: from the subject of the clause to the place in the order.

    第一产业, 第一时间, 第一批 and lists (第一，……) are none; a place without a verb (全国第一) must name its group.
    """
    text, last = sentence.folded, None
    for match in _pattern().finditer(text):
        mention = _read_ranking(sentence, match, last)
        while mention:
            yield mention
            last = mention
            mention = _read_also(sentence, mention)


def _read_ranking(sentence: Sentence, match: re.Match[str], last: Mention | None) -> Mention | None:
    """The ranking of a match; one that is joined to the last one (居西部第一、全国第九) is of the same holder."""
    text = sentence.folded
    joined = _JOINED.match(text, last.end, match.start()) if last else None
    floor = joined.end() if joined else last.end if last else 0
    rank = 1 if match["top"] else read_chinese_rank(match["rank"] or match["bound"])
    is_bound = match["bound"] is not None
    scope = find_chinese_scope(text, match.start(), match.end())
    if rank is None or _is_other(text, match, scope):
        return None
    is_modifier = text.startswith("的", match.end())
    start = match.start() if is_modifier else find_subject(text, match.start(), floor)
    start = _skip_figures(text, start, match.start())
    scope = scope or find_chinese_scope(text, start, match.start())
    place = match.start("bound" if is_bound else "rank" if match["rank"] else "top") - (match["top"] is None)
    confidence = (0.75 if is_bound else 0.95 if scope else 0.85) - (0.15 if is_modifier else 0.0)
    metric, entities = _read_holder(sentence, start, match.start(), match["between"])
    if joined and last and start == floor and not entities:
        metric, entities = last.metric, list(last.entities)
    return make_statement(
        "ranking", (start, _find_end(text, match.end())), (place, match.end()),
        "ranking_bound" if is_bound else "ranking_verb" if match["verb"] else "ranking_scope", round(confidence, 2),
        entities=entities, rank=rank, rank_scope=scope, is_bound=is_bound, metric=metric,
    )  # fmt: skip


def _read_holder(
    sentence: Sentence, start: int, end: int, among: str | None
) -> tuple[tuple[int, int] | None, list[str]]:
    """Of the subject text[start:end] the part that is measured, and who holds the place: places and bodies by name.

    `among` are the words between the verb and the place: 在全国大学排名中列第27位.
    """
    text = sentence.folded
    group = (_AMONG if among is not None and among[:1] == "中" else _GROUP).search(text, start, end)
    end = group.start() if group else end
    if start == end:
        return None, []
    holder = _HOLDER.match(text, start, end)
    named = holder.end() if holder else start
    metric = (named, end) if named < end else None
    figure = _FIGURE.search(text, start, end)
    until = named if holder and metric else figure.start() if figure else end
    is_named = holder or not _METRIC.search(text, start, until)
    return metric, read_names(sentence.text, start, until) if is_named else []


def _find_end(text: str, end: int) -> int:
    """Where a ranking ends: with its place, but 第二大 and 第一的 need the thing that holds it."""
    if text[end - 1] != "大" and not text.startswith("的", end):
        return end
    clause = find_end(text, end)
    also = _ALSO.search(text, end, clause)
    return also.start() if also else clause


def _read_also(sentence: Sentence, last: Mention) -> Mention | None:
    """What goes on behind a thing that holds a place: 和第一大货物贸易国."""
    text = sentence.folded
    match = _ALSO.match(text, last.end)
    rank = read_chinese_rank(match["rank"]) if match else None
    if match is None or rank is None:
        return None
    span = (match.start() + 1, _find_end(text, match.end()))
    cue = (match.start() + 1, match.end())
    return make_statement(
        "ranking", span, cue, "ranking_also", 0.85, entities=last.entities, rank=rank, rank_scope=last.rank_scope
    )


def _skip_figures(text: str, start: int, end: int) -> int:
    """The start behind a figure that a list mark parts from its rank: 增长3.9%、总量居全国首位."""
    figures = list(_FIGURE.finditer(text, start, end))
    return figures[-1].end() if figures and figures[-1].end() < end else start


def _is_other(text: str, match: re.Match[str], scope: str | None) -> bool:
    """Whether a match counts or lists, or states no place in an order."""
    weak = match["verb"] in ("是", "获", "获得", "荣获", "成为", "保持", "占", "列", "排", "占据")
    if match["rank"]:
        following = text[match.end() : match.end() + 1]
        if match["verb"] and weak and scope is None and text[match.end() - 1] not in "位名":
            return True
        return following in ("次", "届", "批", "个") or text[match.start() - 1 : match.start()] == "《"
    if match["bound"]:
        return match["verb"] is not None and scope is None and weak
    return match["verb"] in ("是", "获", "成为") and scope is None
