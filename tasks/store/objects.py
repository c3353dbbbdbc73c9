"""Objects of a bucket, named and read as `pathlib` names and reads files: S3 and what speaks its language, GCS, Azure.

A put is whole or not there, and can depend on what is there (`If-None-Match`, `If-Match`), so nothing is ever renamed.
Credentials come from the environment (AWS_*, GOOGLE_*, AZURE_*); no name, artifact or message holds them. The library
is obstore: a third of the time of s3fs for a request, and the same conditional put on all three clouds.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import RawIOBase
from typing import Any

from ..core.errors import StoreError, TransientError, WrongCallError

SCHEMES = ("s3", "gs", "az", "abfs", "abfss")
CREDENTIALS = ("AWS_", "GOOGLE_", "AZURE_")
"""How the names of the variables begin that say where a bucket is and who asks."""
PUT_BYTES = 64 << 20
"""Larger objects are put in parts; a conditional put never is."""
RETRY: dict[str, Any] = {"max_retries": 5}


class TakenError(StoreError):
    """A conditional put found something else than it was to replace."""


@dataclass(frozen=True, order=True)
class ObjectPath:
    """An object, or all objects below a name: `bucket` is a URL without a path, `key` has slashes inside only."""

    bucket: str
    key: str = ""

    @classmethod
    def parse(cls, url: str) -> "ObjectPath":
        """The object of a URL such as `s3://bucket/folder/name`.

        Raises WrongCallError for one without a bucket, and for one that holds a password.
        """
        scheme, _, rest = url.partition("://")
        host, _, key = rest.partition("/")
        if not host or (scheme in ("s3", "gs") and "@" in host):
            raise WrongCallError(
                f"the {scheme}:// URL names no bucket, or holds a password; write {scheme}://BUCKET/FOLDER and give "
                "credentials in the environment"
            )
        return cls(f"{scheme}://{host}", "/".join(part for part in key.split("/") if part))

    def __truediv__(self, name: str) -> "ObjectPath":
        if "://" in name:
            return ObjectPath.parse(name)
        return ObjectPath(self.bucket, f"{self.key}/{name}" if self.key else name)

    def __str__(self) -> str:
        return f"{self.bucket}/{self.key}"

    @property
    def name(self) -> str:
        """The part behind the last slash."""
        return self.key.rpartition("/")[2]

    @property
    def parent(self) -> "ObjectPath":
        """What it lies below."""
        return ObjectPath(self.bucket, self.key.rpartition("/")[0])

    def absolute(self) -> "ObjectPath":
        """The same: a URL is never relative."""
        return self

    def read_bytes(self) -> bytes:
        """The whole object. Raises FileNotFoundError when there is none."""
        with self._asking() as (api, store):
            return bytes(api.get(store, self.key).bytes())

    def read_range(self, start: int, end: int) -> bytes:
        """Bytes `start:end` of the object."""
        with self._asking() as (api, store):
            return bytes(api.get_range(store, self.key, start=start, end=end))

    def read_mark(self) -> str | None:
        """The entity tag of the object as it is now; None when there is none."""
        found = self._head()
        return str(found["e_tag"]) if found else None

    def size(self) -> int:
        """Bytes. Raises FileNotFoundError when there is no object."""
        return int(self._examine()["size"])

    def modified(self) -> float:
        """Time of the last put, in seconds since 1970. Raises FileNotFoundError when there is no object."""
        return float(self._examine()["last_modified"].timestamp())

    def exists(self) -> bool:
        """There is an object of this name, or one below it."""
        return self.is_file() or self.is_dir()

    def is_file(self) -> bool:
        """There is an object of this name."""
        return self._head() is not None

    def is_dir(self) -> bool:
        """There are objects below this name."""
        return any(self.iterdir())

    def iterdir(self) -> Iterator["ObjectPath"]:
        """What lies directly below, objects and common beginnings."""
        with self._asking() as (api, store):
            found = api.list_with_delimiter(store, self.key or None)
        yield from (ObjectPath(self.bucket, name.rstrip("/")) for name in found["common_prefixes"])
        yield from (ObjectPath(self.bucket, item["path"]) for item in found["objects"] if item["path"] != self.key)

    def walk(self) -> Iterator[tuple["ObjectPath", int, float]]:
        """All objects below with size in bytes and time of the last put, seconds since 1970, in order of name."""
        with self._asking() as (api, store):
            found = [item for page in api.list(store, self.key or None) for item in page]
        for item in sorted(found, key=lambda item: str(item["path"])):
            yield ObjectPath(self.bucket, item["path"]), int(item["size"]), item["last_modified"].timestamp()

    def put(self, data: bytes) -> None:
        """Make the object hold these bytes, whatever it held."""
        with self._asking() as (api, store):
            api.put(store, self.key, data, use_multipart=len(data) > PUT_BYTES)

    def swap(self, data: bytes, mark: str | None) -> None:
        """Replace the object if its tag is still `mark`; with None, only make it where there is none.

        Raises TakenError when it is not so any more; then nothing has changed.
        """
        with self._asking() as (api, store):
            api.put(store, self.key, data, mode={"e_tag": mark} if mark else "create", use_multipart=False)

    def unlink(self, missing_ok: bool = False) -> None:
        """Remove the object. Raises FileNotFoundError when there is none, unless that is all right."""
        if not missing_ok and not self.is_file():
            raise FileNotFoundError(str(self))
        with self._asking() as (api, store):
            api.delete(store, self.key)

    def open(self) -> "ObjectFile":
        """The object as a file that is read from any place. Raises FileNotFoundError when there is none."""
        return ObjectFile(self)

    def _examine(self) -> dict[str, Any]:
        found = self._head()
        if found is None:
            raise FileNotFoundError(str(self))
        return found

    def _head(self) -> dict[str, Any] | None:
        try:
            with self._asking() as (api, store):
                return dict(api.head(store, self.key))
        except FileNotFoundError:
            return None

    @contextmanager
    def _asking(self) -> Iterator[tuple[Any, Any]]:
        """The library and the bucket; what goes wrong becomes an error of ours, without the words of a request."""
        api = _load_library()
        try:
            yield api, open_bucket(self.bucket, _read_credentials())
        except (api.exceptions.AlreadyExistsError, api.exceptions.PreconditionError):
            raise TakenError(f"{self} was changed by somebody else meanwhile") from None
        except (api.exceptions.PermissionDeniedError, api.exceptions.UnauthenticatedError):
            raise StoreError(f"{self} may not be used with the credentials of the environment") from None
        except api.exceptions.BaseError as error:
            raise TransientError(f"{self} cannot be used now: {type(error).__name__}") from None


class ObjectFile(RawIOBase):
    """An object as a binary file: reads only what is asked for, as Parquet readers do."""

    def __init__(self, path: ObjectPath):
        self._path, self._size, self._place = path, path.size(), 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """The place that is read next, in bytes."""
        return self._place

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._size}[whence]
        self._place = start + offset
        return self._place

    def read(self, size: int = -1) -> bytes:
        """The next bytes, all of them with -1."""
        end = self._size if size is None or size < 0 else min(self._size, self._place + size)
        data = self._path.read_range(self._place, end) if end > self._place else b""
        self._place += len(data)
        return data


def _load_library() -> Any:
    try:
        import obstore
        import obstore.store
    except ImportError:
        raise WrongCallError("buckets need the extra: pip install 'hedui[s3]'") from None
    return obstore


def _read_credentials() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(item for item in os.environ.items() if item[0].startswith(CREDENTIALS)))


@lru_cache(maxsize=16)
def open_bucket(url: str, _credentials: tuple[tuple[str, str], ...]) -> Any:
    """The bucket of a URL, as the environment says how to reach it; opened again when that changes."""
    options: dict[str, Any] = {"retry_config": RETRY}
    return _load_library().store.from_url(url, **options)
