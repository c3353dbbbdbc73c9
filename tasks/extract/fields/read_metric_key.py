"""The key of a metric, the same in both languages: ip_cases_accepted for 受理知识产权案件 and `IP cases were accepted`.

A phrase has a key only when each of its words is in the dictionary: one that is not could make it another thing.
"""

import re
from typing import NamedTuple

from ..fill_elisions import ONE_OF_THEM
from ..mention import Mention
from ..tables.read_tables import word_set
from .gazetteer import chinese_names
from .metric import CROPS, Metric
from .metric_words import VAGUE, MetricWords
from .read_chinese_parts import read_chinese_parts
from .read_english_parts import read_english_parts

Span = tuple[int, int]
_OF_WHICH = re.compile(
    r"\b(?:of (?:which|whom|these|them)|including|among (?:them|which))[, ](?:[^,;.]|,(?=[0-9])){0,60}\Z"
)
_OF_WHICH_CHINESE = re.compile("其中[，、：]?[^，。；]{0,16}\\Z")
_BRACKETED = re.compile(r" ?[(][^()]*+[)]")
"""It is skipped, and may hold a figure."""
_NO_KEY = frozenset(("speed", "temperature"))
_RATIOS = frozenset(("percent", "permille", "percentage_point", "times", "fraction"))
_GENERIC_UNITS = frozenset(("item", "case", "batch", "piece", "person", "enterprise"))
_PEOPLE, _HEADS = "people", frozenset(("person", "person_time"))
"""What may be counted by the head: 612 cases, 1,483 persons; the persons are no cases."""
_TELLING = frozenset(
    ("accepted", "concluded", "solved", "filed", "arrested", "arrest_approved", "prosecuted", "granted", "applied",
     "registered", "valid", "withdrawn_by_mediation", "sentenced", "in_stock", "slaughtered")
)  # fmt: skip
"""Actions that make a thing clear that is vague without them: cases accepted; not cases handled."""


_NARROWED = re.compile(
    "(?:犯罪|诈骗|纠纷|侵权|走私|毒品|未成年|家事|破产|行政|环境|产权|涉[\u3400-\u9fff]{1,8}|专项|行动|领域|案由)"
    "[^0-9。；;]{0,24}[，：:][^，。；：0-9]{0,12}\\Z"
)
"""Words of the clauses in front that say which cases are meant: 严惩电信网络诈骗犯罪，审结案件612件."""
_NARROWED_WITHIN = 40
ONE_BODY = re.compile("(?<!港)集团|公司|大学|学院|医院|银行|俱乐部|合作社|[高中本我该][级]?(?:人民法|检察|法)?院")
"""One body of many in its place: what it did is no figure of the place."""
_PART_OF_ONE = re.compile(
    "其中[，、：]?(?!全[国省市区州县])[^，。；：、0-9]{0,10}(?:[院局厅队司团行校]|海关|中心)"
    "(?=[\u3400-\u9fff])(?![数达共有约为])[^。；;]*\\Z"
)
_WE = re.compile("(?:[本我](?:院|行|校|司|公司|集团|中心|店|站)|该(?:院|行|校|公司|集团))[^。；;\n]*\\Z")
_COUNTY = re.compile(
    "(?:\\A|[，。；：、,;:\\s和与及])(?:其中[，：]?)?(?![全各该我本两双各几多数])"
    "(?P<name>[\u3400-\u9fff]{1,5}?(?:(?<![点范困弱级强大市个产等])县|(?<![红高])旗|(?<![城乡集小])镇|(?<![城下返家故老回])乡)"
    "(?![域级城委区镇村帜舰下])"
    "|[\u3400-\u9fff]{2,3}(?<![园地灾山社城市景小库新港校院辖牧林农郊湾北南东西中老片矿厂])(?<!示范)(?<!试验)(?<!自治)"
    "(?<!开发)(?<!保税)(?<!合作)(?<!功能)(?<!保护)(?<!经济)区(?![域间块位划])"
    "|[\u3400-\u9fff]{2,3}(?<![城门超楼股])市(?=[共全累新受办审完实年2一]))(?=[^。；;\n]*\\Z)"
)
"""A county, a district or a city below the prefecture: it has no code, and its figures are none of what holds it."""
_LONGEST_PART = 120


class MetricKey(NamedTuple):
    """A key, the words that it was made of, and the rule: its own words, or also those of the figure in front."""

    key: str
    words: str
    rule: str


def read_metric_parts(text: str, mention: Mention, span: Span | None, words: MetricWords) -> Metric | None:
    """The parts of the key of a figure; None where a word is unknown. `span` is the metric as `metric_text` has it."""
    if mention.rule == ONE_OF_THEM:
        return None
    return (read_chinese_parts if mention.is_chinese else read_english_parts)(text, mention, span, words)


def has_key(mention: Mention) -> bool:
    """Whether figures of a kind and unit have keys at all; one that has none does not part those around it."""
    return mention.unit_class not in _NO_KEY and mention.kind != "share"


def read_metric_key(
    text: str, mention: Mention, metric: Metric | None, before: Metric | None, phrase: str | None
) -> tuple[MetricKey | None, Metric | None]:
    """The key of a figure and its parts; `before` are those of the figure in front, which it may continue.

    `text` is folded; `metric` are the parts that the figure itself names, `phrase` the words that they were read
    from: a change that has Chinese words of its own which are not known is none of what stands in front.
    """
    is_unnamed = phrase is None or not mention.is_chinese or phrase in word_set("rates_of_change_zh")
    if mention.kind == "change" and (metric is None or metric.thing is None) and is_unnamed:
        metric = before if before is not None and not before.is_far else None
    if metric is None:
        return None, None
    own, metric = metric, _continue(text, mention, metric, before)
    if metric.thing is None or not _fits(mention, metric) or _is_narrowed(text, mention, metric):
        return None, metric
    return _name(mention, metric, "key-own" if own == metric else "key-continued"), metric


def is_of_one_body(text: str, mention: Mention, actor: Span | None) -> bool:
    """Whether a Chinese figure is of one body or county among many: by its actor, or in its part of the sentence."""
    if not mention.is_chinese:
        return False
    if actor is not None and _ends_in_one_body(text, actor):
        return True
    low = max(0, mention.start - _LONGEST_PART)
    if any(pattern.search(text, low, mention.start) is not None for pattern in (_PART_OF_ONE, _WE)):
        return True
    county = _COUNTY.search(text, low, mention.start)
    return county is not None and not {county["name"], county["name"][:-1]} & chinese_names().keys()


def _ends_in_one_body(text: str, actor: Span) -> bool:
    return any(found.end() == actor[1] for found in ONE_BODY.finditer(text, *actor))


def _is_narrowed(text: str, mention: Mention, metric: Metric) -> bool:
    """Whether bare cases are those that the clause in front tells of, and not all of the place."""
    thing = metric.thing
    if thing is None or thing.role != VAGUE or metric.modifiers or metric.topics or not mention.is_chinese:
        return False
    return _NARROWED.search(text, max(0, mention.start - _NARROWED_WITHIN), mention.start) is not None


def _continue(text: str, mention: Mention, metric: Metric, before: Metric | None) -> Metric:
    """Take from the figure in front what this one leaves out: 审结9万件 after 受理案件; of which 500 were patents."""
    if before is None or before.thing is None:
        return metric
    if before.is_far:
        return _keep_topic(metric, before)
    is_of_thing = metric.has_amount or mention.unit in _GENERIC_UNITS or metric.action is not None
    if metric.thing is None:
        is_stated = metric.has_amount or metric.action is not None or mention.is_chinese
        if not is_stated or not is_of_thing or (mention.unit_class == "money") != metric.has_amount:
            return metric
        action = metric.action or before.action
        return metric._replace(thing=before.thing, modifiers=before.modifiers, topics=before.topics, action=action)
    pattern = _OF_WHICH_CHINESE if mention.is_chinese else _OF_WHICH
    if metric.action is None and pattern.search(text, max(0, mention.start - 70), mention.start):
        metric = metric._replace(action=before.action)
    thing = metric.thing
    # cotton on 550 hectares, with an output of 82 tonnes
    if thing is not None and thing.name in CROPS and not metric.modifiers and before.thing.name in CROPS:
        return metric._replace(modifiers=before.modifiers)
    is_bare = thing is not None and thing.role == VAGUE and not (metric.modifiers or metric.topics)
    if is_bare and thing is not None and metric.action in _TELLING and before.thing.name == thing.name:
        return metric._replace(topics=before.topics, modifiers=before.modifiers)
    return _keep_topic(metric, before)


def _keep_topic(metric: Metric, before: Metric) -> Metric:
    """The same with the topic of the figure before, where both are of one vague thing."""
    if metric.thing is None or metric.topics or metric.thing.role != VAGUE or before.thing is None:
        return metric
    if before.is_far and metric.action not in _TELLING:
        return metric
    return metric._replace(topics=before.topics) if before.thing.name == metric.thing.name else metric


def _fits(mention: Mention, metric: Metric) -> bool:
    """Whether the unit is one that the thing is counted in, and the thing says enough."""
    thing = metric.thing
    if thing is None:
        return False
    if thing.role == VAGUE and not (metric.modifiers or metric.topics or metric.action in _TELLING):
        return False
    is_change = mention.kind == "change"
    if mention.unit in _HEADS and _PEOPLE not in thing.classes:
        return False
    if mention.unit == "percentage_point" and not is_change:
        return False  # 比全国平均水平高13.6个百分点 says how far it is off, not what it is
    unit_class = "ratio" if mention.unit in _RATIOS else mention.unit_class or ""
    if thing.classes and unit_class not in thing.classes and not (is_change and unit_class == "ratio"):
        return unit_class == "money" and metric.has_amount
    return not (unit_class == "ratio" and not is_change and "ratio" not in thing.classes)


def _name(mention: Mention, metric: Metric, rule: str) -> MetricKey:
    assert metric.thing is not None  # noqa: S101  # the caller has looked
    is_amount = (mention.unit_class == "money" or metric.has_amount) and metric.thing.classes[:1] != ("money",)
    parts = [*sorted(metric.topics), *sorted(metric.modifiers), metric.thing.name, metric.action or ""]
    parts += ["amount"] if is_amount else []
    words = _BRACKETED.sub("", metric.words) if "(" in metric.words else metric.words
    return MetricKey("_".join(part for part in parts if part), words, rule)
