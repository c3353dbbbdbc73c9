"""Forms of lines that stand between the posts of a thread, the comments of a blog and the entries of a ticker, and of
rows of buttons and of sections: none of them is text, and none is a title."""

import re

from .load_tables import cues

_DAY = (
    "(?:(?:19|20)[0-9]{2} ?[-/.年] ?[0-9]{1,2} ?[-/.月] ?[0-9]{1,2} ?日?"
    "|[0-9]{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\\.?,? (?:19|20)[0-9]{2}"
    "|[A-Z][a-z]{2,8}\\.? [0-9]{1,2}(?:st|nd|rd|th)?,? (?:19|20)[0-9]{2})"
)
_TIME = "[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?(?: ?[AaPp]\\.?[Mm]\\.?)?"
_ENTRY = re.compile(
    "[0-9]{1,2}:[0-9]{2}(?: ?[AaPp]\\.?[Mm]\\.?)?(?: (?:GMT|UTC|BST|HKT|[A-Z]{1,2}[SD]?T))?"
    "|[0-9]{1,2}\\.[0-9]{2} ?[AaPp]\\.?[Mm]\\.?(?: [A-Z]{3,4})?"
    f"|(?:{_TIME} ?[,·|-]? ?)?(?:上午|下午|早上|晚上|凌晨) ?[0-9]{{1,2}}:[0-9]{{2}}"
)
"""The hour of an entry of a ticker, by itself."""
_POST = re.compile(
    f"(?:[#＃][0-9]{{1,5}}|[0-9]{{1,4}}[.#楼樓]|Post by|Re:)\\s.{{1,40}}{_DAY}.{{0,24}}"
    f"|\\S.{{0,30}}(?:說道|说道|寫道|写道|回覆|回复|says|said|wrote|replied|commented)[:：]?"
    f" ?(?:on |at )?{_DAY}.{{0,24}}"
    "|(?:[a-z]|[\\w.-]{0,23}[0-9_])[\\w.-]{1,23} (?:said|wrote|writes|replied)(?: \\([^()]{1,40}\\))?:"
)
"""Who wrote a post or a comment and when, and whom it quotes."""
_AGO = re.compile(
    "(?:.{0,60}(?:[,·|(]|\\b(?:[Rr]eviewed|[Pp]osted|[Aa]dded|[Aa]nswered|[Aa]sked|[Ee]dited|[Cc]ommented)) ?)?"
    "(?:[0-9]{1,2}|[Aa]n?) (?:second|minute|min|hour|hr|day|week|month|year)s? ago\\)?"
)
"""How long ago somebody wrote, in English."""
_STATED = re.compile(
    f"(?:[Ll]ast |[Ff]irst )?(?:[Uu]pdated|[Pp]ublished|[Pp]osted|[Mm]odified|[Rr]eviewed|[Ii]ssued|[Rr]eleased"
    "|[Rr]evised|[Ss]ubmitted|[Aa]nswered|[Aa]sked|[Ww]ritten)\\b"
    f".{{0,40}}(?:{_DAY}|{_TIME}).{{0,40}}"
)
_WRITER = re.compile(
    "By (?:[A-Z][\\w.'’-]{1,20} ){1,3}(?:and (?:[A-Z][\\w.'’-]{1,20} ){1,3})?[|·•–—] .{1,60}"
    "|By [A-Z][\\w.'’-]{1,20}(?: [A-Z][\\w.'’-]{1,20}){1,3}, [^.!?]{3,70}"
)
"""Who wrote an article, and what else is told of it: By Nell Hargreave | November 3, 2020 | 41 comments."""
_CASE = re.compile("[(（〔][12][09][0-9]{2}[)）〕][^\\s，。,]{1,14}[0-9]{1,6}[号號](?:之[一二三四五])?")
"""The number of a case."""
_FILE = re.compile(
    "(?:Download|View|Open|按此下載|点击下载|點擊下載|下载|下載).{0,60}[(（](?:PDF|Word|Excel|DOCX?|XLSX?)[^()（）]{0,20}[)）]"
)
_DIGIT = re.compile("[0-9]")
_MAX_CHARS, _MAX_BUTTONS, _MAX_PHRASE, _MIN_SHARE = 120, 16, 4, 0.6
_MIN_KNOWN = 2
_FRAME = frozenset(("nav", "footer", "related-news"))


def match_post(text: str) -> str | None:
    """The kind of boilerplate that the form of a line speaks for, None when it is none of these."""
    if len(text) > _MAX_CHARS:
        return None
    forms: tuple[re.Pattern[str], ...] = (_ENTRY, _POST, _AGO, _STATED, _CASE) if _DIGIT.search(text) else (_AGO,)
    if text.startswith("By "):
        forms = (*forms, _WRITER)
    if text.endswith((":", "：")):
        forms = (*forms, _POST)
    if any(form.fullmatch(text) for form in forms):
        return "meta"
    return "nav" if text.endswith((")", "）")) and _FILE.fullmatch(text) else None


def is_row_of_buttons(key: str) -> bool:
    """Whether most words of a line, in the form in which cues are looked up, are those of buttons and of sections."""
    words = key.split()
    if not 2 <= len(words) <= _MAX_BUTTONS:
        return False
    table, at, n_known, n_words = cues(), 0, 0, 0
    while at < len(words):
        phrases = [(n, " ".join(words[at : at + n])) for n in range(_MAX_PHRASE, 0, -1)]
        size = next((n for n, phrase in phrases if (table.row.get(phrase) or table.line.get(phrase)) in _FRAME), 0)
        n_known += size > 0
        n_words += size
        at += size or 1
    return n_known >= _MIN_KNOWN and n_words >= _MIN_SHARE * len(words)
