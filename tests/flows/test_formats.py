"""HTML, PDF and DOCX through the whole flow: what they state is published with the bytes that prove it, and those that
cannot be read are rejects with the reason."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tasks.store.versions import Version, open_version
from tests.ingest.make_documents import make_docx, make_pdf, make_zip

pytestmark = pytest.mark.server
Hedui = Callable[..., subprocess.CompletedProcess[str]]

SENTENCE = "全县去年共修建堤防46.5公里，新增蓄水能力1200万立方米。"
ENGLISH = "The county built 46.5 kilometres of dykes last year."
PAGE = f"""<!DOCTYPE html><html><head><meta charset="gb2312"><title>青山县水利局</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/n">要闻</a> <a href="/c">下载 300 份文件</a></div>
<div class="article"><h1>全县堤防建设提速</h1><p>{SENTENCE}</p><p>水利局负责人说，汛期前全部工程都将完工，
受益群众达到18万人。</p></div><div class="footer">版权所有 2023 青山县水利局 电话 12345678</div></body></html>"""
READABLE = {
    "page.html": ("text/html", PAGE.encode("gb18030"), "resiliparse"),
    # The name says nothing: the bytes say what it is.
    "report.txt": ("application/pdf", make_pdf([["堤防建设", SENTENCE], [ENGLISH]]), "pypdfium2"),
    "table.docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        make_docx(["堤防建设", SENTENCE], [["长度", "46.5公里"]], foot="内部资料"),
        "python-docx",
    ),
}
REJECTED = {
    "locked.pdf": (make_pdf([[SENTENCE]], encrypted=True), "the PDF is encrypted; remove its password"),
    "cut.pdf": (make_pdf([[SENTENCE]])[:200], "the PDF is broken"),
    "scan.pdf": (make_pdf([[]]), "run character recognition"),
    "script.html": (b"<html><body><script>load()</script></body></html>", "the page holds no text"),
    "cut.docx": (make_docx([SENTENCE])[:-200], "broken"),
    "empty.docx": (make_docx([]), "the document holds no text"),
    "packed.docx": (
        make_zip({"[Content_Types].xml": b"<", "word/document.xml": b"<", "word/media/image1.bin": bytes(300_000_000)}),
        "the DOCX unpacks to",
    ),
    "long.html": (b"<html><body>" + b"<p>word</p>" * 1_200_000, "the page has 13.2 MB"),
}


def test_each_format_is_read_or_refused_with_the_reason(hedui: Hedui, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, content in [(name, some[-2]) for name, some in [*READABLE.items(), *REJECTED.items()]]:
        (tmp_path / "in" / name).write_bytes(content)
    done = hedui("run", tmp_path / "in", "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    version = open_version(tmp_path / "out")
    check_rejects(version, done.stderr)
    check_documents(version)
    check_facts(version)
    verified = hedui("verify", "--output", tmp_path / "out")
    assert verified.returncode == 0, verified.stdout


def check_rejects(version: Version, said: str) -> None:
    rejects = {Path(row["uri"]).name: row for row in version.read("rejects").to_pylist()}
    assert rejects.keys() == REJECTED.keys()
    for name, (_, reason) in REJECTED.items():
        assert reason in rejects[name]["message"], name
        assert f"{name}: " in said


def check_documents(version: Version) -> None:
    documents = {Path(row["uri"]).name: row for row in version.read("documents").to_pylist()}
    assert documents.keys() == READABLE.keys()
    for name, (media_type, content, library) in READABLE.items():
        document = documents[name]
        assert (document["media_type"], document["size_bytes"]) == (media_type, len(content))
        assert document["extracted_by"].startswith(library)
        assert SENTENCE in document["extracted_text"] and SENTENCE in document["text"]


def check_facts(version: Version) -> None:
    """Every figure is found in each format, and its bytes, counted in the extracted text, give its quote."""
    documents = {row["document_id"]: row for row in version.read("documents").to_pylist()}
    facts = version.read("facts").to_pylist()
    found: dict[str, set[float]] = {}
    for fact in facts:
        document = documents[fact["document_id"]]
        data = document["extracted_text"].encode()
        assert data[fact["byte_start"] : fact["byte_end"]].decode() == fact["quote"]
        found.setdefault(Path(document["uri"]).name, set()).add(fact["value"])
    for name in READABLE:
        assert {46.5, 12_000_000} <= found[name], name
    assert 300 not in found["page.html"] and 180_000 in found["page.html"]
