"""Find the documents of an input: what is there, what it is called, the digest of its bytes.

An input is a folder, a file, a glob, `@FILE` (a list of inputs, one a line) or a URL that fsspec opens. The listing is
made anew in every run: a rejected document is tried again each time.
"""

import fnmatch
import os
import stat
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..core.digests import digest_bytes
from ..core.errors import (
    DuplicateDocumentError,
    OutsideInputError,
    OversizedDocumentError,
    UnreadableDocumentError,
    WrongCallError,
)
from ..schema.artifacts import Member
from ..schema.rejects import Reject, rejecting
from .judge_media_type import judge_media_type
from .open_filesystem import naming_errors, open_filesystem
from .settings import IngestSettings

STAGE = "ingest"
GLOB_MARKS = "*?["
HASHING_THREADS = 4
MOST_AT_ONCE = 16
"""Files that a thread is handed at once: to hand over a small one takes as long as to read it."""


@dataclass(frozen=True)
class Listing:
    """What an input holds, in order of uri."""

    members: list[Member]
    rejects: list[Reject]


@dataclass(frozen=True)
class Found:
    """A file that may be a document; `root` is the folder that links must not lead out of."""

    uri: str
    root: Path | None


def list_documents(inputs: Sequence[str], settings: IngestSettings) -> Listing:
    """All documents of the inputs, each distinct content once.

    Raises WrongCallError when an input does not exist.
    """
    refuse_missing(inputs)
    found = {item.uri: item for name in inputs for item in _expand(name, settings)}
    ordered = [found[uri] for uri in sorted(found)]
    size = max(1, min(MOST_AT_ONCE, len(ordered) // HASHING_THREADS))
    groups = [ordered[start : start + size] for start in range(0, len(ordered), size)]
    with ThreadPoolExecutor(HASHING_THREADS) as pool:
        examined = pool.map(lambda group: [_examine(item, settings) for item in group], groups)
        outcomes = [outcome for group in examined for outcome in group]
    members, rejects, first_uris = [], [], dict[str, str]()
    for member, refused in outcomes:
        rejects += refused
        if member is None:
            continue
        with rejecting(rejects, STAGE, member.document_id, member.uri):
            refuse_duplicate(member.document_id, member.uri, first_uris)
            members.append(member)
    return Listing(members, sorted(rejects, key=lambda reject: reject.uri))


def refuse_missing(inputs: Sequence[str]) -> None:
    """Raise WrongCallError when an input is a path of this machine and does not exist: before any work is begun."""
    for name in inputs:
        path = name.removeprefix("@")
        if is_local(path) and not any(mark in path for mark in GLOB_MARKS) and not os.path.lexists(path):
            raise WrongCallError(f"the input {name} does not exist; give a folder, a file, a glob, @FILE or a URL")


def read_content(uri: str) -> bytes:
    """The bytes of a document.

    Raises OSError when it cannot be read.
    """
    if is_local(uri):
        return Path(uri).read_bytes()
    with naming_errors(uri):
        filesystem, path = open_filesystem(uri)
        return bytes(filesystem.cat_file(path))


def is_local(uri: str) -> bool:
    """The name is a path of this machine and not a URL."""
    return "://" not in uri and "::" not in uri


def _expand(name: str, settings: IngestSettings) -> Iterator[Found]:
    if name.startswith("@"):
        yield from _expand_list(Path(name[1:]), settings)
    elif not is_local(name):
        yield from _expand_remote(name, settings)
    elif Path(name).is_dir():
        yield from _walk(Path(name), settings)
    elif os.path.lexists(name):
        yield Found(PurePosixPath(name).as_posix(), None)
    else:
        yield from _expand_glob(name, settings)


def _expand_list(path: Path, settings: IngestSettings) -> Iterator[Found]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongCallError(f"the list of inputs {path} cannot be read: {error}") from error
    for line in lines:
        if line.strip() and not line.startswith("#"):
            yield from _expand(line.strip(), settings)


def _expand_glob(pattern: str, settings: IngestSettings) -> Iterator[Found]:
    path = Path(pattern)
    start = Path(path.anchor) if path.is_absolute() else Path()
    matches = [match for match in start.glob(str(path.relative_to(start))) if not match.is_dir()]
    if not matches:
        raise WrongCallError(f"no file matches the input {pattern}")
    yield from (Found(match.as_posix(), None) for match in matches)


def _walk(folder: Path, settings: IngestSettings) -> Iterator[Found]:
    root = folder.resolve()
    for where, folders, files in os.walk(folder):
        links = [name for name in folders if (Path(where) / name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in links)
        for name in sorted([*files, *links]):
            if _is_document_name(name, settings):
                yield Found((Path(where) / name).as_posix(), root)


def _expand_remote(url: str, settings: IngestSettings) -> Iterator[Found]:
    with naming_errors(url):
        filesystem, path = open_filesystem(url)
        is_glob = any(mark in path for mark in GLOB_MARKS)
        names = filesystem.glob(path) if is_glob else filesystem.find(path)
    if not names:
        raise WrongCallError(f"the input {url} holds no file")
    for name in sorted(names):
        if name == path or _is_document_name(PurePosixPath(name).name, settings):
            yield Found(filesystem.unstrip_protocol(name), None)


def _is_document_name(name: str, settings: IngestSettings) -> bool:
    return not name.startswith(".") and not any(fnmatch.fnmatchcase(name, pattern) for pattern in settings.exclude)


def _examine(item: Found, settings: IngestSettings) -> tuple[Member | None, list[Reject]]:
    rejects: list[Reject] = []
    with rejecting(rejects, STAGE, None, item.uri):
        _check_name(item.uri)
        content = _read_checked(item, settings)
        judge_media_type(content)
        return Member(digest_bytes(content), item.uri, len(content)), rejects
    return None, rejects


def _check_name(uri: str) -> None:
    try:
        uri.encode()
    except UnicodeEncodeError:
        raise UnreadableDocumentError("the file name is no valid UTF-8; rename the file") from None


def _read_checked(item: Found, settings: IngestSettings) -> bytes:
    limit = settings.max_document_bytes
    try:
        size = _size_of_local(item) if is_local(item.uri) else _size_of_remote(item.uri)
        if size > limit:
            raise OversizedDocumentError(
                f"the file has {size / 1e6:.1f} MB, the limit is {limit / 1e6:.1f} MB; split it, "
                "or raise ingest.max_document_bytes"
            )
        return read_content(item.uri)
    except FileNotFoundError:
        raise UnreadableDocumentError("the file is gone, or a link that leads nowhere; remove the link") from None
    except OSError as error:
        raise UnreadableDocumentError(f"the file cannot be read: {error.strerror or error}; check its rights") from None


def _size_of_local(item: Found) -> int:
    path = Path(item.uri)
    if item.root is not None and path.is_symlink() and not path.resolve().is_relative_to(item.root):
        raise OutsideInputError("a symbolic link that leads out of the input folder; copy the file into the folder")
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableDocumentError("a symbolic link to a folder is not followed; give that folder as an input")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableDocumentError("not a regular file (a pipe, socket or device); remove it from the input")
    return status.st_size


def _size_of_remote(url: str) -> int:
    with naming_errors(url):
        filesystem, path = open_filesystem(url)
        return int(filesystem.size(path) or 0)


def refuse_duplicate(document_id: str, uri: str, first_uris: dict[str, str]) -> None:
    """Raise DuplicateDocumentError for a document that was seen under another name; `first_uris` are kept up."""
    first = first_uris.setdefault(document_id, uri)
    if first != uri:
        raise DuplicateDocumentError(f"the same bytes as {first}, which is kept; nothing is lost")
