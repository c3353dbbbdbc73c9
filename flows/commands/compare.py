"""Commands over files in two languages: pair, align, check."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import pyarrow.compute as pc
import typer

from tasks.align.align_sentences import align_sentences
from tasks.align.confirm_pairs import confirm_pairs
from tasks.align.explain_nothing import explain_nothing
from tasks.align.stage import align_segments
from tasks.core.errors import WrongCallError
from tasks.pair.candidate import Proposal
from tasks.pair.propose_by_content import REASON as BY_CONTENT
from tasks.pair.propose_self import REASON as BY_ITSELF
from tasks.pair.stage import list_pairs, propose_pairs
from tasks.publish.add_reviews import add_reviews
from tasks.publish.read_reviews import read_reviews
from tasks.schema import REVIEWS
from tasks.schema.agreements import TRANSLATION

from ..given_lines import check_lines, find_line_starts, split_lines
from ..local import Batch, compare_batch, iterate_rows
from ..settings import SETTINGS, BuildSettings, load_settings
from .read_files import read_each, read_together
from .terminal import error_console, exit_codes, print_json_lines, print_line
from .write_verdicts import WRITERS, is_open, is_refuted

Files = Annotated[list[str] | None, typer.Argument(help="Files to read.", metavar="[FILE...]")]
ZhFile = Annotated[Path | None, typer.Option("--zh", help="Chinese file, a segment on each line.", dir_okay=False)]
EXIT_CONFLICT = 3


class CheckForm(StrEnum):
    """Forms in which verdicts are written."""

    JSONL = "jsonl"
    TEXT = "text"
    SARIF = "sarif"
    GITHUB = "github"


Scorer = Annotated[
    str | None, typer.Option("--scorer", help="Compare sentences by figures, lexicon, encoder or auto.", metavar="NAME")
]
LINES_SCORER = "auto"
"""Of two files at hand, where quality counts more than a second of loading."""
AGREEMENT_FIELDS = (
    "agreement_id", "status", "reason", "ratio", "confidence", "alignment_id", "review_verdict", "review_note",
    "reviewed_by",
)  # fmt: skip
FACT_FIELDS = ("fact_id", "byte_start", "byte_end", "quote", "value", "value_low", "value_high", "unit", "qualifier")
NUMBERS = {"zh": "number_text", "en": "en_number_text"}
"""The columns of numbers where neither side has a fact."""
EnFile = Annotated[Path | None, typer.Option("--en", help="English file, a segment on each line.", dir_okay=False)]


def _choose(scorer: str | None) -> BuildSettings:
    """All defaults, but for the scorer where one is given."""
    return load_settings(None, inputs=SETTINGS.inputs, align={"scorer": scorer} if scorer else None)


def pair(files: Annotated[list[str], typer.Argument(help="Files to read.", metavar="FILE...")]) -> None:
    """Say which files are translations of each other: JSON lines of zh, en, score and reason.

    A file that holds both languages pairs with itself if sentences of it align. So do sentences of pairs found by
    content, and what stands without translation is not the same part of both: in a small pile two recipes stand out
    among all else, though neither translates the other.

    Example: hedui pair collected/*.txt | jq -r '[.zh, .en] | @tsv'
    """
    with exit_codes():
        batch = read_together(files, "segment")
        uris = _uris(batch)
        for found in _confirm(propose_pairs(batch.tables, SETTINGS.pair), batch):
            zh, en = uris[found.zh.document_id], uris[found.en.document_id]
            print_json_lines([{"zh": zh, "en": en, "score": round(found.score, 4), "reason": found.reason}])


def _confirm(proposals: Sequence[Proposal], batch: Batch) -> list[Proposal]:
    """The proposals; of those by content and of files in both languages the ones whose sentences bear it out."""
    in_doubt = [found for found in proposals if found.reason in (BY_CONTENT, BY_ITSELF)]
    tables = {"segments": batch.tables["segments"], **list_pairs(in_doubt)}
    beads = align_segments(tables, SETTINGS.align)["alignments"]
    confirmed = confirm_pairs(batch.tables["segments"], beads)
    return [
        found
        for found in proposals
        if found not in in_doubt or (found.zh.document_id, found.en.document_id) in confirmed
    ]


def align(files: Files = None, zh: ZhFile = None, en: EnFile = None, scorer: Scorer = None) -> None:
    """Align Chinese and English segments: JSON lines of beads.

    With files, they are paired first, and a bead has the texts, ids and evidence of the table `alignments`. With --zh
    and --en each line of a file is a segment, and a bead names lines: {"zh": [0], "en": [0, 1], "score": 1.2}.
    """
    with exit_codes():
        if (zh is None) != (en is None) or (zh is None) == (not files):
            raise WrongCallError("give either files, or both --zh and --en")
        if zh is not None and en is not None:
            _align_lines(_lines(zh), _lines(en), scorer)
            return
        batch = compare_batch(read_together(files or [], "extract"), _choose(scorer))
        uris = _uris(batch)
        for row in iterate_rows(batch.tables["alignments"]):
            sides = {"zh_file": uris[str(row["zh_document_id"])], "en_file": uris[str(row["en_document_id"])]}
            print_json_lines([sides | row])


def _align_lines(zh: list[str], en: list[str], scorer: str | None) -> None:
    beads = align_sentences(zh, en, _choose(scorer or LINES_SCORER).align)
    print_json_lines({"zh": list(bead.zh), "en": list(bead.en), "score": bead.score} for bead in beads)
    if not beads:
        error_console().print(f"no beads: {explain_nothing(zh, en)}")


def check(
    files: Files = None,
    zh: ZhFile = None,
    en: EnFile = None,
    aligned: Annotated[bool, typer.Option("--aligned", help="Line i of --en translates line i of --zh.")] = False,
    form: Annotated[CheckForm, typer.Option("--format", help="How the verdicts are written.")] = CheckForm.JSONL,
    fail_on_conflict: Annotated[
        bool,
        typer.Option(
            "--fail-on-conflict", help="Exit with code 3 when a conflict was found that no reviewer called wrong."
        ),
    ] = False,
    reviews: Annotated[
        Path | None, typer.Option("--reviews", help="File of verdicts that a reviewer saved.", dir_okay=False)
    ] = None,
) -> None:
    """Compare the figures of two languages: JSON lines of agreements.

    Files are paired and aligned first. Each line has status (agree, conflict, only_zh, only_en, not_comparable),
    reason, ratio, and for each side file, line, byte span, quote, value and unit. --format text is for people; github
    and sarif write the conflicts as annotations of a pull request.

    A conflict that a reviewer called wrong (--reviews, by agreement_id) is no annotation and does not fail.

    To guard a translation in CI: hedui check --zh notice.zh.txt --en notice.en.txt --format github --fail-on-conflict
    """
    with exit_codes():
        if (zh is None) != (en is None) or (zh is None) == (not files):
            raise WrongCallError("give either files, or both --zh and --en")
        if aligned and zh is None:
            raise WrongCallError("--aligned goes with --zh and --en")
        judged = read_reviews(reviews) if reviews else REVIEWS.empty()
        batch = _check_lines(zh, en, aligned) if zh and en else _check_files(files or [])
        batch.tables["agreements"] = add_reviews(batch.tables["agreements"], judged)
        rows = list(describe_agreements(batch))
        if form is CheckForm.JSONL:
            print_json_lines(rows)
        else:
            for line in WRITERS[form.value](rows):
                print_line(line)
        if reviews:
            _tell_reviews(rows, judged.num_rows)
        if fail_on_conflict and any(map(is_open, rows)):
            raise typer.Exit(EXIT_CONFLICT)


def _tell_reviews(rows: list[dict[str, Any]], n_given: int) -> None:
    carried = sum(row["review_verdict"] is not None or row["review_note"] is not None for row in rows)
    refuted = sum(map(is_refuted, rows))
    console = error_console()
    console.print(f"{carried} of {n_given} reviews are of these figures; conflicts called wrong: {refuted}")


def _check_lines(zh: Path, en: Path, is_aligned: bool) -> Batch:
    sides = [next(iter(read_each([str(path)], "segment")))[1] for path in (zh, en)]
    return check_lines(sides[0], sides[1], is_aligned)


def _check_files(files: list[str]) -> Batch:
    return compare_batch(read_together(files, "extract"))


def describe_agreements(batch: Batch) -> Iterator[dict[str, Any]]:
    """Agreements with file, line, byte span, quote, value and unit of each side that is there.

    Of two numbers that are no facts the place is the first sentence of each side of their bead.
    """
    sides = _Sides(batch)
    agreements = batch.tables["agreements"]
    for row in iterate_rows(agreements.filter(pc.equal(agreements["kind"], TRANSLATION))):
        described = {name: row[name] for name in AGREEMENT_FIELDS}
        for side in ("zh", "en"):
            described |= sides.describe(row, side)
        yield described


class _Sides:
    """What is told of the sides of agreements."""

    def __init__(self, batch: Batch):
        self._uris, self._lines = _uris(batch), LineCounter(batch)
        self._facts = {row["fact_id"]: row for row in iterate_rows(batch.tables["facts"])}
        beads = batch.tables["alignments"].select(["alignment_id", "zh_segment_ids", "en_segment_ids"])
        self._beads = {bead["alignment_id"]: bead for bead in beads.to_pylist()}
        places = batch.tables["segments"].select(["segment_id", "document_id", "char_start", "byte_start", "byte_end"])
        self._segments = {segment["segment_id"]: segment for segment in places.to_pylist()}

    def describe(self, row: dict[str, Any], side: str) -> dict[str, Any]:
        """The fields of one side, `zh` or `en`; none where the bead has no figure there."""
        fact = self._facts.get(row[f"{side}_fact_id"])
        if fact is not None:
            return self._place(fact, side) | {f"{side}_{name}": fact[name] for name in FACT_FIELDS}
        if row["en_number_text"] is None:
            return {f"{side}_quote": row["number_text"]} if row["number_text"] is not None else {}
        sentence = self._segments[self._beads[row["alignment_id"]][f"{side}_segment_ids"][0]]
        told = {f"{side}_{name}": sentence[name] for name in ("byte_start", "byte_end")}
        return self._place(sentence, side) | told | {f"{side}_quote": row[NUMBERS[side]]}

    def _place(self, found: dict[str, Any], side: str) -> dict[str, Any]:
        line = self._lines.count(found["document_id"], found["char_start"])
        return {f"{side}_file": self._uris[found["document_id"]], f"{side}_line": line}


class LineCounter:
    """Counts lines of the repaired texts from 1."""

    def __init__(self, batch: Batch):
        documents = batch.tables["documents"]
        self._texts = dict(zip(documents["document_id"].to_pylist(), documents["text"].to_pylist(), strict=True))
        self._starts: dict[str, list[int]] = {}

    def count(self, document_id: str, char_start: int) -> int:
        """The line in which this code point stands."""
        if document_id not in self._starts:
            self._starts[document_id] = find_line_starts(self._texts[document_id])
        return bisect_right(self._starts[document_id], char_start)


def _uris(batch: Batch) -> dict[str, str]:
    documents = batch.tables["documents"]
    return dict(zip(documents["document_id"].to_pylist(), documents["uri"].to_pylist(), strict=True))


def _lines(path: Path) -> list[str]:
    try:
        return split_lines(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise WrongCallError(f"there is no file {path}") from None
    except UnicodeDecodeError as error:
        raise WrongCallError(f"{path} is not UTF-8 ({error}); run `hedui repair` on it first") from None


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    for command in (pair, align, check):
        app.command(rich_help_panel="Compare two languages")(command)
