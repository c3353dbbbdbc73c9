"""The text of a web page, with what is its main text told apart.

The whole page is read by resiliparse (Bevendorff et al. 2018), line by line as a browser shows it; which lines are main
text says trafilatura (Barbaresi 2021), and resiliparse where trafilatura finds nothing or fails.
"""

import logging
import re
from importlib.metadata import version

from ...core.errors import OversizedDocumentError, UnreadableDocumentError
from ..settings import IngestSettings
from .extracted import SUPERSCRIPTS, Extracted, Line, join_lines
from .fill_spans import PLACE, fill_spans

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})")
_HEAD_BYTES = 4096
_RAISED = re.compile(r"<sup(?: [^<>]{0,200})?>(?:<a(?: [^<>]{0,300})?>)?([0-9]{1,3})(?:</a>)?</sup>", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs", "iso-8859-1": "cp1252"}
"""What pages mean by a charset that they declare (WHATWG Encoding Standard)."""
_IGNORED = re.compile("[\\s|•·▪◦*\u200b-]+")
"""What the two libraries write differently: blanks, bars of tables, bullets."""
_MIN_KNOWN_PART = 12
"""Code points from which a line that is part of a main paragraph is main text itself."""


def read_html(content: bytes, settings: IngestSettings) -> Extracted:
    """The lines of a page; main are those that the main text holds.

    Raises OversizedDocumentError and UnreadableDocumentError.
    """
    if len(content) > settings.max_html_bytes:
        raise OversizedDocumentError(
            f"the page has {len(content) / 1e6:.1f} MB, the limit for HTML is {settings.max_html_bytes / 1e6:.1f} MB; "
            "split it, or raise ingest.max_html_bytes"
        )
    from resiliparse.extract.html2text import extract_plain_text

    page = _raise_digits(decode_page(content))
    try:
        whole = extract_plain_text(fill_spans(page), alt_texts=False, list_bullets=False)
    except Exception as error:
        raise UnreadableDocumentError(f"the page cannot be read as HTML: {error}; save it again") from error
    main, extractor = find_main(page)
    lines = [_tidy(line) for line in whole.splitlines()]
    extracted_by = f"resiliparse {version('resiliparse')}, main text by {extractor} {version(extractor)}"
    return join_lines(mark_main(lines, main), extracted_by)


def _raise_digits(page: str) -> str:
    """The page with the marks of its footnotes as characters: 310<sup>1</sup> is no 3101, m<sup>2</sup> is m²."""
    if "<sup" not in page.lower():
        return page
    return _RAISED.sub(lambda found: found[1].translate(SUPERSCRIPTS), page)


def _tidy(line: str) -> str:
    """A line with single blanks; the cells of a row, which resiliparse parts by two tabs, with one tab between them.

    Empty cells in front and behind stay where a row has others: they say which columns these are in.
    """
    tidied = "\t".join(" ".join(cell.replace(PLACE, "").split()) for cell in line.split("\t\t")).strip(" ")
    return tidied if tidied.strip() else ""


def decode_page(content: bytes) -> str:
    """The characters of a page: by its mark, as it declares, as UTF-8, else by the best guess of resiliparse."""
    for mark, charset in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(charset, "replace")
    head = content[:_HEAD_BYTES]
    declared = _DECLARED.search(head) or _XML_DECLARED.search(head)
    names = [declared[1].decode("ascii").lower()] if declared else []
    for name in ["utf-8", *(_WIDER.get(name, name) for name in names)]:
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    from resiliparse.parse.encoding import detect_encoding

    guess = detect_encoding(content)
    return content.decode(_WIDER.get(guess.lower(), guess) if guess else "utf-8", "replace")


def find_main(page: str) -> tuple[str, str]:
    """The main text of a page, a paragraph a line, and the name of the library that found it."""
    import trafilatura
    from resiliparse.extract.html2text import extract_plain_text

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.extract(page, include_comments=False, fast=True)
    except Exception:
        found = None
    if found and found.strip():
        return found, "trafilatura"
    return extract_plain_text(page, main_content=True, alt_texts=False, list_bullets=False), "resiliparse"


def mark_main(lines: list[str], main: str) -> list[Line]:
    """Each line of a page with whether the main text holds it, whole or as a part of a paragraph."""
    paragraphs = {_IGNORED.sub("", line) for line in main.splitlines()} - {""}
    joined = "\n".join(sorted(paragraphs))
    marked = []
    for line in lines:
        key = _IGNORED.sub("", line)
        marked.append(Line(line, key in paragraphs or (len(key) >= _MIN_KNOWN_PART and key in joined)))
    return marked
