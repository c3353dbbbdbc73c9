import os
from pathlib import Path

import fsspec
import pytest

from tasks.core.digests import digest_bytes
from tasks.core.errors import WrongCallError
from tasks.ingest.list_documents import Listing, list_documents
from tasks.ingest.settings import IngestSettings

SETTINGS = IngestSettings()


def reasons(listing: Listing) -> dict[str, str]:
    return {Path(reject.uri).name: reject.error_type for reject in listing.rejects}


def make_files(folder: Path, **files: bytes) -> None:
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_bytes(content)


def test_a_folder_is_listed_in_order_with_digests(tmp_path: Path) -> None:
    make_files(tmp_path, b__txt=b"two", a__txt=b"one")
    listing = list_documents([str(tmp_path)], SETTINGS)
    assert [Path(member.uri).name for member in listing.members] == ["a.txt", "b.txt"]
    assert listing.members[0].document_id == digest_bytes(b"one")
    assert listing.members[0].size_bytes == 3


@pytest.mark.parametrize("n_files", [1, 3, 5, 63, 150])
def test_files_that_threads_share_are_listed_once_and_in_order(tmp_path: Path, n_files: int) -> None:
    names = [f"{number:03d}.txt" for number in range(n_files)]
    for name in names:
        (tmp_path / name).write_text(name)
    (tmp_path / names[n_files // 2]).write_bytes(b"\x7fELF\x00\x01" * 50)
    listing = list_documents([str(tmp_path)], SETTINGS)
    assert [*reasons(listing)] == [names[n_files // 2]]
    assert [Path(member.uri).name for member in listing.members] == [
        name for number, name in enumerate(names) if number != n_files // 2
    ]


def test_names_with_spaces_and_chinese(tmp_path: Path) -> None:
    (tmp_path / "广东 2023 年报.txt").write_bytes(b"text")
    assert list_documents([str(tmp_path)], SETTINGS).members[0].uri.endswith("广东 2023 年报.txt")


def test_each_bad_file_has_its_reason_and_the_rest_goes_on(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"outside")
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    make_files(folder, good__txt=b"good", empty__txt=b"", same__txt=b"good", page__rtf=b"{\\rtf1 x}")
    (folder / "zeros.bin").write_bytes(bytes(range(256)) * 5)
    (folder / "large.txt").write_bytes(b"x" * 2000)
    (folder / "link.txt").symlink_to(outside)
    (folder / "nowhere.txt").symlink_to(folder / "missing")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    os.mkfifo(folder / "pipe")
    listing = list_documents([str(folder)], IngestSettings(max_document_bytes=1500, exclude=()))
    assert [Path(member.uri).name for member in listing.members] == ["good.txt"]
    assert reasons(listing) == {
        "empty.txt": "EmptyDocumentError",
        "same.txt": "DuplicateDocumentError",
        "page.rtf": "UnsupportedMediaTypeError",
        "zeros.bin": "BinaryDocumentError",
        "large.txt": "OversizedDocumentError",
        "link.txt": "OutsideInputError",
        "nowhere.txt": "UnreadableDocumentError",
        "loop": "UnreadableDocumentError",
        "pipe": "UnreadableDocumentError",
    }
    assert all(reject.message and "Error" not in reject.message for reject in listing.rejects)


def test_a_link_inside_the_folder_is_the_same_document(tmp_path: Path) -> None:
    make_files(tmp_path, a__txt=b"one")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert reasons(list_documents([str(tmp_path)], SETTINGS)) == {"b.txt": "DuplicateDocumentError"}


def test_a_file_that_may_not_be_read_is_a_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_files(tmp_path, a__txt=b"one", b__txt=b"two")
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    listing = list_documents([str(tmp_path)], SETTINGS)
    assert [Path(member.uri).name for member in listing.members] == ["b.txt"]
    assert "Permission denied" in listing.rejects[0].message


def test_a_name_that_is_no_utf8_is_a_reject(tmp_path: Path) -> None:
    os.write(fd := os.open(os.fsencode(tmp_path) + b"/\xff.txt", os.O_CREAT | os.O_WRONLY), b"x")
    os.close(fd)
    listing = list_documents([str(tmp_path)], SETTINGS)
    assert not listing.members
    assert "UTF-8" in listing.rejects[0].message


def test_hidden_and_excluded_files_are_no_documents(tmp_path: Path) -> None:
    make_files(tmp_path, a__txt=b"one", README__md=b"about", __hidden=b"no")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_bytes(b"x")
    listing = list_documents([str(tmp_path)], SETTINGS)
    assert [Path(member.uri).name for member in listing.members] == ["a.txt"]
    assert not listing.rejects


def test_files_globs_and_lists(tmp_path: Path) -> None:
    make_files(tmp_path, a__txt=b"one", b__txt=b"two", c__md=b"three")
    names = tmp_path / "names"
    names.write_text(f"# what to read\n{tmp_path}/a.txt\n\n{tmp_path}/c.md\n")
    listed = [Path(member.uri).name for member in list_documents([f"@{names}"], SETTINGS).members]
    globbed = [Path(member.uri).name for member in list_documents([f"{tmp_path}/*.txt"], SETTINGS).members]
    assert (listed, globbed) == (["a.txt", "c.md"], ["a.txt", "b.txt"])


def test_the_same_file_named_twice_is_listed_once(tmp_path: Path) -> None:
    make_files(tmp_path, a__txt=b"one")
    listing = list_documents([str(tmp_path), f"{tmp_path}/a.txt"], SETTINGS)
    assert (len(listing.members), listing.rejects) == (1, [])


@pytest.mark.parametrize("name", ["missing", "missing/*.txt", "@missing"])
def test_an_input_that_does_not_exist_is_a_wrong_call(name: str, tmp_path: Path) -> None:
    with pytest.raises(WrongCallError, match="missing"):
        list_documents([name.replace("missing", f"{tmp_path}/missing")], SETTINGS)


def test_a_url_is_opened_by_fsspec() -> None:
    filesystem = fsspec.filesystem("memory")
    filesystem.pipe("/hedui/a.txt", b"one")
    filesystem.pipe("/hedui/b.txt", b"")
    listing = list_documents(["memory://hedui"], SETTINGS)
    assert [member.uri for member in listing.members] == ["memory:///hedui/a.txt"]
    assert reasons(listing) == {"b.txt": "EmptyDocumentError"}


def test_the_order_of_the_listing_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_files(tmp_path, a__txt=b"one", b__txt=b"two", c__txt=b"one")
    expected = list_documents([str(tmp_path)], SETTINGS)
    walk = os.walk

    def shuffled(*arguments: object, **options: object):  # type: ignore[no-untyped-def]
        for where, folders, files in walk(*arguments, **options):  # type: ignore[call-overload]
            yield where, folders, files[::-1]

    monkeypatch.setattr(os, "walk", shuffled)
    assert list_documents([str(tmp_path)], SETTINGS) == expected
