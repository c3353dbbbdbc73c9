"""Acts with a date of their own, and occasions that were held, in English."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache

from ...core.numerals.read_tables import alternation, cased
from ..mention import Mention, Sentence
from ..tables.read_tables import forms_of
from .find_dates import ENGLISH_YEAR, Span, find_english_days
from .read_english_clause import find_end, find_subject
from .statement import keep_apart, make_statement

_BE = re.compile(
    r"\b(?:was|were|is|are|been|be|being|has been|have been|had been|will be) (?:[a-z]+ly |also |first |jointly )*$"
)
_BOUND = re.compile(
    r"(?:[Bb]y|[Aa]s of|[Ss]ince|[Uu]ntil|[Bb]efore|[Ee]nd of|[Uu]p to|[Tt]hrough|[Aa]fter|dated|of) (?:the )?(?:end "
    r"of )?$"
)
_NEAR = 160
"""Code points between an act and its date."""
_MOST_BETWEEN = 4
"""Acts before a date that may be its own."""
_CLAUSE = re.compile(
    r"[;!?；。—]|(?<!\bNo)\.(?= |$)|\n|, and | (?:that|which|who|when|while|after|before|because|although|if|but) "
)
_MANY = re.compile(
    r"(?:[0-9][0-9,]*|two|three|four|five|six|seven|eight|nine|ten|dozens|many|several|various|nearly|over|more than"
    r"|about|some|numerous|series of|regular|a total of|a number of|all|most|both|these|those|other|such|new|special"
    r"|relevant|executive)\b|(?:Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Many|Several|Various|Nearly|Over|More "
    r"than|About|Some|Numerous|A total of|A number of|All|Most|Both|These|Those|Other|Such)\b"
)
_DEFINITE = re.compile(r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Aa]nother)\b|[A-Z0-9“\"]")
_RESULTS = re.compile(
    r"\b(?:[Rr]esults?|[Ww]inners?|[Ll]ist|[Rr]ankings?) (?:of|for|in) [^,;.]{3,160}? (?:was|were) (?:officially "
    r"|recently |also )?(?:announced|released|published|unveiled|made public)\b"
)
_ANNUAL = re.compile(r"Paper|Report|Bulletin|Yearbook|Statistics")
"""What is of a year rather than issued in it."""
_LAUNCHED = re.compile(
    (
        r"\b(?:platform|project|program|programme|system|service|scheme|centre|center|app|website|line|route|station"
        r"|satellite|initiative|database|network|portal|campaign|mission|rocket|plant|fund|product|hotline|pilot"
        r"|zone|mechanism|alliance|base)s?\b"
    ),
    re.IGNORECASE,
)
_HEADED = re.compile(r" (?:of|on|for|in|between|to|among|with|at|from|about|regarding|by|concerning) ")
"""What ends the words that an occasion is called by: Seminar on, Conference of."""
_SPEAKER = re.compile(r"[“\"']?(?:I|[Ww]e|[Yy]ou|who|which|that)\b")
_NO_OBJECT = re.compile(
    r" (?:in|on|by|at|for|during|as|to|since|from|last|this|after|earlier|under|with|of|[A-Z][a-z]+ [0-9])\b"
)
_HABIT = re.compile(
    r"\b(?:every|each|regularly|often|always|usually|annually|yearly|monthly|weekly|throughout the year|down|up by"
    r"|by)\b"
)
_NOT_YET = re.compile(
    r"\b(?:will|to|would|should|must|can|could|may|plans?|shall|not|if|when|and) (?:be |have )?(?:[a-z]+ly )?$"
    r"|\b(?:the|an?|its|their|his|her|our|these|those|of|by|as) $|[-–]$"
)


@cache
def _acts() -> re.Pattern[str]:
    force, deed, act = (alternation(cased(forms_of("acts.tsv", "en", kind))) for kind in ("force", "deed", "act"))
    future = rf"(?:will|(?:is|are) (?:due |set )?to) {alternation(forms_of('acts.tsv', 'en', 'future'))}"
    return re.compile(rf"\b(?:(?P<act>{act})|(?P<force>{force})|(?P<future>{future})|(?P<deed>{deed}))\b")


@cache
def _holds() -> re.Pattern[str]:
    verbs = alternation(cased(forms_of("acts.tsv", "en", "hold")))
    return re.compile(
        rf"(?<!-)\b(?:(?P<verb>{verbs})\b(?!-)|(?P<happens>took place|opened|concluded|wrapped up|got underway)\b)"
    )


@cache
def _occasion() -> re.Pattern[str]:
    return re.compile(rf"\b{alternation(cased(forms_of('occasions.tsv', 'en')))}\b")


@cache
def _period() -> re.Pattern[str]:
    return re.compile(
        rf"\b{alternation(cased(forms_of('acts.tsv', 'en', 'period')))}s?\b[^,;.]{{0,40}}? "
        r"(?:is|was|are|shall be|set) from (?=[^,;]{3,30}? (?:to|until|through) )"
        r"|\b(?:runs?|ran|lasts?|lasted|extends?) from (?=[^,;]{3,30}? (?:to|until|through) )"
    )


def find_english_events(sentence: Sentence) -> list[Mention]:
    """Events of a sentence in order of confidence: dated acts, occasions held, periods that run, results announced.

    What is done all the time or many times (Meetings are held every month, released 240 issues) is none.
    """
    found = [*_find_dated(sentence), *_find_occasions(sentence), *_find_periods(sentence), *_find_results(sentence)]
    return keep_apart(sorted(found, key=lambda one: (-one.confidence, one.start)))


def _find_dated(sentence: Sentence) -> Iterator[Mention]:
    text = sentence.folded
    dates = [(span, "event_on_day", 0.88) for span in find_english_days(text)]
    dates += [(match.span(), "event_in_year", 0.7) for match in ENGLISH_YEAR.finditer(text)]
    acts = list(_acts().finditer(text)) if dates else []
    if not acts:
        return
    for date, rule, confidence in dates:
        if _BOUND.search(text, max(0, date[0] - 20), date[0]):
            continue
        act = _nearest(text, acts, date)
        if act and act["deed"] and rule == "event_in_year":
            continue
        if act and rule == "event_in_year" and _ANNUAL.search(text, act.end(), max(act.end(), date[0])):
            continue
        mention = act and _read_dated(sentence, date, act, rule, confidence)
        if mention:
            yield mention


def _nearest(text: str, acts: list[re.Match[str]], date: Span) -> re.Match[str] | None:
    """The last act before a date in its clause, else the first behind an introduction that the date is in."""
    at = bisect_right(acts, date[0], key=lambda act: act.end())
    for act in reversed(acts[max(0, at - _MOST_BETWEEN) : at]):
        if not _is_apart(text, act.end(), date[0]):
            return act
    at = bisect_left(acts, date[1], key=lambda act: act.start())
    behind = acts[at] if at < len(acts) else None
    return behind if behind and not _is_apart(text, date[1], behind.start()) else None


def _is_apart(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] between an act and a date is long or leads into another clause."""
    return end - start > _NEAR or _CLAUSE.search(text, start, end) is not None


def _read_dated(sentence: Sentence, date: Span, act: re.Match[str], rule: str, confidence: float) -> Mention | None:
    text = sentence.folded
    if (act["act"] or act["deed"]) and _NOT_YET.search(text, max(0, act.start() - 12), act.start()):
        return None
    be = _BE.search(text, max(0, act.start() - 50), act.start())
    subject = find_subject(text, be.start() if be else act.start())
    if _SPEAKER.match(text, subject) or (not be and _is_modifier(text, subject, act, date)):
        return None
    end = find_end(text, max(act.end(), date[1] if date[0] > act.start() else 0))
    if rule == "event_in_year" and not act["force"] and not _is_once(text, subject, act, end):
        return None
    start = min(subject, date[0]) if date[0] < act.start() and date[0] >= subject - 60 else subject
    if date[1] <= subject and not text[date[1] : subject].strip(" ,"):
        start = date[0]
    if act["deed"]:
        rule, confidence = "event_deed", 0.7
    return make_statement("event", (start, end), act.span(), rule, confidence)


def _is_modifier(text: str, subject: int, act: re.Match[str], date: Span) -> bool:
    """Whether a participle only says of a noun what was done to it: the MacBook released in 2015, data released by."""
    is_transitive = act[0].lower() not in forms_of("acts.tsv", "en", "alone") and not act["force"] and not act["future"]
    if text.startswith(" that ", date[1]) and date[0] - act.end() <= 1:
        return False
    return is_transitive and act.start() > subject and bool(_NO_OBJECT.match(text, act.end()))


def _is_once(text: str, subject: int, act: re.Match[str], end: int) -> bool:
    """Whether the act of a year is done once: neither its subject nor its object is many or a number."""
    what = text[act.end() : end].strip()
    who = text[subject : act.start()].strip()
    if _MANY.match(what) or _MANY.match(who):
        return False
    if not what or what.startswith("in "):
        return (bool(who) and _DEFINITE.match(who) is not None) or act.start() == subject
    return bool(re.match(r"(?:the|an?|its|into|to|of|by|in|as)\b|[A-Z“\"]", what)) and not re.search(
        r"\b[0-9]{2,}(?:,[0-9]{3})* [a-z]+s\b", what
    )


def _find_occasions(sentence: Sentence) -> Iterator[Mention]:
    text = sentence.folded
    for match in _holds().finditer(text):
        be = _BE.search(text, max(0, match.start() - 50), match.start())
        is_passive = be or match["happens"]
        mention = _read_passive(sentence, match, be) if is_passive else _read_active(sentence, match)
        if mention:
            yield mention


def _read_active(sentence: Sentence, match: re.Match[str]) -> Mention | None:
    """held the 3rd Conference; with a bare plural or a number (held conferences) it is no event."""
    text = sentence.folded
    end = find_end(text, match.end())
    what = text[match.end() : end].strip()
    if not _DEFINITE.match(what) or _MANY.match(re.sub(r"^(?:the|an?|its) ", "", what)) or match["verb"] == "attended":
        return None
    if not _occasion().search(_HEADED.split(what, maxsplit=1)[0][:200]):
        return None
    if _NOT_YET.search(text, max(0, match.start() - 12), match.start()):
        return None
    is_named = bool(re.match(r"(?:the |an? |its )?(?:[A-Z“\"0-9]|first|second|third|fourth|fifth|sixth)", what))
    if match["verb"] in ("launched", "opened", "organizing", "organising", "hosting", "holding") and not is_named:
        return None
    start = find_subject(text, match.start())
    return make_statement("event", (start, end), match.span(), "event_occasion", 0.85 if is_named else 0.65)


def _read_passive(sentence: Sentence, match: re.Match[str], be: re.Match[str] | None) -> Mention | None:
    """The forum was held; Training sessions were held is no event."""
    text = sentence.folded
    verb = be.start() if be else match.start()
    start = find_subject(text, verb)
    who, end = text[start:verb].strip(), find_end(text, match.end())
    if (
        not who
        or not _DEFINITE.match(who)
        or _MANY.match(re.sub(r"^(?:[Tt]he|[Aa]n?|[Ii]ts) ", "", who))
        or _HABIT.search(text[match.end() : end])
    ):
        return None
    is_thing = match["verb"] == "launched" and _LAUNCHED.search(who)
    heads = f"{_HEADED.split(who, maxsplit=1)[0]} / {who.rpartition(' ')[2]}"
    if not (_occasion().search(heads) or is_thing):
        return None
    if match["happens"] in ("opened", "concluded") and not who[:1].isupper():
        return None
    if be and be[0].startswith(("are", "is ", "be ")) and not re.search(r"[A-Z]", who[4:]):
        return None
    if (
        re.search(r"s$", who.split()[-1])
        and not who.lower().startswith(("the ", "a "))
        and not re.search(r"\b[A-Z]\w+s$|Olympics|Games", who)
    ):
        return None
    confidence = 0.85 if re.search(r"[A-Z]", who[4:]) else 0.7
    return make_statement("event", (start, end), match.span(), "event_occasion", confidence)


def _find_periods(sentence: Sentence) -> Iterator[Mention]:
    text = sentence.folded
    if " from " not in text:
        return
    for match in _period().finditer(text):
        end = find_end(text, match.end())
        if any(find_english_days(text[match.start() : end])) or re.search(
            r"\b(?:19|20)[0-9]{2} (?:to|until|through) (?:19|20)[0-9]{2}\b", text[match.start() : end]
        ):
            yield make_statement("event", (find_subject(text, match.start()), end), match.span(), "event_period", 0.85)


def _find_results(sentence: Sentence) -> Iterator[Mention]:
    text = sentence.folded
    for match in _RESULTS.finditer(text):
        yield make_statement("event", match.span(), match.span(), "event_results", 0.7)
