"""Cues that a line belongs to the page and not to the text: its words, and its form."""

import re
from collections.abc import Iterable
from functools import lru_cache

from ..core.scripts import HAN, to_simplified
from .load_tables import cues
from .match_posts import is_row_of_buttons, match_post
from .measure_lines import LineMeasure

_MAX_KEY, _MAX_START = 300, 60
"""Code points up to which a line is searched for cues, and those of a sentence that are looked at."""
_TRIM = " \t>»›|·•:：-—–[]【】()（）…、,，.。!！▲▼←→↑↓+"
_LABEL = re.compile("[\\[【(]?([^\\W\\d_][\\w /&.'-]{0,24}?)[ ]?:")
_SEPARATORS = re.compile("\\s[>|·•›»→]\\s|[|｜>›»]")
_DATE = re.compile(
    "[\\W]*(?:[A-Za-z]{3,9}\\.?,? )?(?:(?:19|20)[0-9]{2} ?[-/.年] ?[0-9]{1,2} ?[-/.月] ?[0-9]{1,2} ?日?"
    "|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:19|20)[0-9]{2}"
    "|[0-9]{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9}\\.?,? (?:19|20)[0-9]{2}"
    "|[A-Za-z]{3,9}\\.? [0-9]{1,2}(?:st|nd|rd|th)?, ?(?:19|20)[0-9]{2})"
)
_BESIDE_DATE = re.compile(
    "[\\s|·,，【]*(?:字[号號体體]|浏览|瀏覽|点击|點閱|点阅|阅读|閱讀|来源|來源|作者|编辑|編輯|责任编辑|發佈|发布)[^。]{0,60}\\Z"
)
"""What stands behind the date of an article."""
_DONE = re.compile("[提回][问問答]|[发發][布佈表]|更新|修改|创建|上[传傳]|[编編][辑輯]|回[复覆]")
"""What somebody did on a day."""
_CLOCK = re.compile("[0-9]{1,2}[:.][0-9]{2}(?![0-9])")
_FILE = re.compile(
    "\\S{1,120}\\.(?:png|jpe?g|gif|bmp|webp|svg|pdf|docx?|xlsx?|zip|rar|mp4)(?: ?[(（][^()（）]{1,40}[)）])?",
    re.IGNORECASE,
)
_PAGER = re.compile("(?:[\\s<>«»‹›….|-]|(?<![0-9])[0-9]{1,2}(?![0-9])){1,80}")
_NAMES = "(?:[A-Z][\\w.'’-]*,?(?:\\s(?:and|&)\\s|\\s|\\Z))"
_BYLINE = re.compile(
    f"By\\s(?:{_NAMES}{{1,8}}|{_NAMES}{{2,8}}(?:[|·•–—-]\\s)?(?:on\\s)?(?:[A-Z][a-z]{{2,8}}\\.?\\s)?"
    "[0-9]{1,2}(?:st|nd|rd|th)?,?(?:\\s[A-Z][a-z]{2,8}\\.?,?)?(?:\\s(?:19|20)[0-9]{2})?"
    f"|{_NAMES}{{1,6}}[|·•]\\s.{{0,40}}(?:19|20)[0-9]{{2}}[-/.][0-9].{{0,16}})\\Z"
)
"""Who wrote an article, and the day."""
_CREDIT = re.compile(
    "(?:[(（][^()（）]{1,14}提供|[摄攝]影?|供[图圖]|[图圖]源[:：].{1,20}"
    "|[(（](?:资料|資料|网络|網絡|網路|示意)[图圖照][片]?|[(（][摄攝]影?[^\\w()（）。]{1,3}[^()（）。]{1,14}"
    "|[\\[(](?:Photo|Image|Picture|File photo)s? [^\\[\\]()]{2,60}\\]"
    "|(?<=[.!?”] )(?:Photo|Image|Picture)s?(?: by|:| courtesy of) [^.!?]{2,40}"
    "|(?<=[.!?”] )[A-Z][A-Z-]+(?: [A-Z-]+){1,2} ?/ ?(?:FOR )?[A-Z]{3}[A-Z ]{0,24})[)）]?\\Z"
)
"""Who took the picture, at the end of what it shows."""
_COUNTED = (
    "(?:点?赞|點?讚|赞同|贊同|收藏|评论|評論|评价|評價|阅读|閱讀|分享|转发|轉發|浏览|瀏覽|回复|回覆|回应|回應|回答|参与|參與"
    "|讨论|討論|喜欢|喜歡|有用|没用|关注|關注|粉丝|粉絲|留言)"
)
_COUNTER = re.compile(
    f"{_COUNTED}[ :：(（]*[0-9][0-9.,]*[万萬kKwW]?[+]?[)）]?"
    f"|[0-9][0-9.,]* ?[万萬kKwW]?[+]? ?[条條个個则則人]?{_COUNTED}"
)
_PRICE = re.compile("(?:[¥￥$] ?[0-9][0-9.,]*起?[ /]*){1,4}")
"""The price of a thing on sale, with what it was before."""
_CROWD = re.compile(
    "[0-9][0-9.,]*[万萬kK]?[+]?[ ]?(?:人|次|位)(?:[报報]名|[围圍][观觀]|出[游遊]|[关關]注|[浏瀏][览覽]|[阅閱][读讀]"
    "|[参參][与與]|[购購][买買]|付款|[评評][价價论論]|想看|看[过過]|在看|[学學][过過]|[点點][赞讚]|[预預][约約]|追蹤|收[听看]|[设設]置提醒|播放)"
    "|[0-9][.][0-9] ?分"
)
"""How many people looked, came or signed up, and what they gave."""
_CREW = re.compile(
    "(?:文|[图圖]|撰文|[摄攝]影|[采採][访訪]|[编編][辑輯]|整理|[编編][译譯]|翻[译譯]|校[对對]|[监監][制製]|策[划劃]|律[师師]|[预預][报報]"
    "|[签簽][发發]|主播|配音|[讲講][师師]|[责責][编編]|[审審]核|[审審]校|美[编編]|[设設][计計]|[统統][筹籌]|供稿|通[讯訊][员員])"
    "[ \u3000]?[/／｜|:：][ \u3000]?[\u4e00-\u9fff]{2,4}(?:[ 、][\u4e00-\u9fff]{2,4})?"
)
"""Who had a part in an article: 文/王思涵, 签发：吴海燕."""
_FLOOR = re.compile("(?:\\S{1,16} )?[0-9]{1,4}(?:[#＃]|[楼樓](?= ?\\Z))")
"""The place of an answer in a thread, with who wrote it."""
_AGO = re.compile(
    "(?:\\S{1,16}[ ·|]{1,3}){0,3}"
    "(?:[0-9]{1,2} ?(?:分钟|分鐘|小时|小時|天|周|週|个月|個月|年)前|刚刚|剛剛|昨天|前天)(?: [0-9:]{4,5})?"
)
"""How long ago a line of a stream was written, with who wrote it."""
_PLAYER = re.compile("[0-9]{1,2}:[0-9]{2} ?/ ?[0-9]{1,2}:[0-9]{2}")
_NAMED_DATE = re.compile(
    "\\S.{0,11}?[ \u3000·|,，丨]+(?:19|20)[0-9]{2}[-/.年] ?[0-9]{1,2}[-/.月] ?[0-9]{1,2}日?(?: [0-9:]{4,8})?"
    "(?: ?(?:发布|發佈|發布|发表|發表|更新)|[ ·|].{0,16}[0-9] ?[条條次]?(?:评论|評論|阅读|閱讀|浏览|瀏覽|留言))?"
)
"""Who wrote, and when: a short name and a date."""
_TAGS = re.compile("(?:[#＃][^\\s#＃]{1,20}[#＃]?\\s{0,3}){2,12}")
"""Tags as they stand below a post: #港口 #码头."""
_DATED_LINE = re.compile(_DATE.pattern + " ?[|｜·•丨] ?\\S")
"""A date, and behind a bar who wrote or where."""
_MAX_CREDITED, _MAX_NAMED_DATE = 100, 45
_ANYWHERE = frozenset((None, "meta", "caption"))
"""Cues of lines that any document may have."""
_MAX_CLOUD = 1000
_MARK = re.compile("[，。；、,;:：]")
_PROSE_KINDS = frozenset(("footer", "meta", "caption", "browser-warning"))


def match_cue(text: str, measure: LineMeasure) -> str | None:
    """The kind of boilerplate that the words or the form of a line speak for, None when nothing does.

    Of whole sentences only the beginning is looked at; nothing is looked at in a line above 300 code points.
    """
    if not measure.has_end and (_is_tagcloud(text) or _TAGS.fullmatch(text)):
        return "tagcloud"
    if not measure.has_end and len(text) <= _MAX_CREDITED and _CREDIT.search(text):
        return "caption"
    if len(text) > _MAX_KEY or (measure.is_prose and measure.n_words > 40):
        return None
    if measure.is_prose and measure.has_sentence:
        kind = _match_start(_normalise(text[:_MAX_START]))
        return kind if kind in _PROSE_KINDS else None
    key = _normalise(text)
    kind = cues().line.get(key.strip(_TRIM)) or _match_start(key)
    is_open = not measure.has_end or text.endswith((":", "："))
    kind = kind or (match_post(text) if is_open else None) or _match_form(text, measure) or _find_inside(key)
    return kind or ("nav" if not measure.has_end and is_row_of_buttons(key) else None)


def _find_inside(key: str) -> str | None:
    """The kind of the first cue that stands anywhere in a line."""
    found = _inside().search(key)
    return cues().any[found[0]] if found else None


@lru_cache(maxsize=1)
def _inside() -> re.Pattern[str]:
    """The cues that may stand anywhere, by their first character; of several the first of the table."""
    by_first: dict[str, list[str]] = {}
    for cue in cues().any:
        by_first.setdefault(cue[0], []).append(re.escape(cue[1:]))
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items()))


def _normalise(text: str) -> str:
    """Text in lower case, with simplified characters, half-width colons and brackets and single spaces."""
    if not text.isascii():
        text = to_simplified(text).replace("：", ":").replace("（", "(").replace("）", ")")
    return " ".join(text.lower().split())


def _match_start(key: str) -> str | None:
    table = cues()
    label = _LABEL.match(key)
    if label and label[1] in table.label:
        return table.label[label[1]]
    for cue, kind in table.start.get(key[:2], ()):
        if key.startswith(cue):
            return kind
    return None


def _match_form(text: str, measure: LineMeasure) -> str | None:
    """Kind by form: file names, dates, bylines, breadcrumbs and menus, page numbers."""
    if _FILE.fullmatch(text) or text.startswith(("▲", "△")):
        return "caption"
    if len(text) <= _MAX_NAMED_DATE:
        if _COUNTER.fullmatch(text) or _PRICE.fullmatch(text) or _CROWD.fullmatch(text) or _PLAYER.fullmatch(text):
            return "nav"
        if _NAMED_DATE.fullmatch(text) or _FLOOR.fullmatch(text) or _CREW.fullmatch(text) or _AGO.fullmatch(text):
            return "meta"
    if len(text) <= _MAX_NAMED_DATE and _DATED_LINE.match(text):
        return "meta"
    if _PAGER.fullmatch(text) and len(text.split()) != 1:
        return "nav"
    if _BYLINE.match(text):
        return "meta"
    if text[0] == text[-1] == "|":
        return None  # a row of a table as Markdown writes it
    if not measure.has_end and len(_SEPARATORS.findall(text)) >= 2 and measure.n_words < 30:
        return "nav"
    return _match_date(text)


def _match_date(text: str) -> str | None:
    """Meta for a line that opens with a date and holds little else, as at the head of an article."""
    date = _DATE.match(text)
    if date is None:
        return None
    rest = text[date.end() :]
    if _BESIDE_DATE.match(rest):
        return "meta"
    if _DONE.fullmatch(rest.strip()):
        return "meta"
    is_bare = len(rest.split()) <= 1 and len(rest) <= 12 and not HAN.match(rest)
    return "meta" if is_bare or (_CLOCK.search(rest) and len(rest) <= 80) else None


def _is_tagcloud(text: str) -> bool:
    """Whether a line is many short Chinese phrases behind each other without punctuation."""
    if text.isascii():
        return False
    head = text[:_MAX_CLOUD]
    phrases = head.split()
    if len(phrases) < 8 or sum(HAN.search(phrase) is not None for phrase in phrases) < 0.7 * len(phrases):
        return False
    return 1.5 <= sum(map(len, phrases)) / len(phrases) <= 10 and len(_MARK.findall(head)) * 10 <= len(phrases)


def is_page(cues: Iterable[str | None]) -> bool:
    """Whether a document has a line that only pages of the web have; a date, a source or a caption is none."""
    return not _ANYWHERE.issuperset(cues)
