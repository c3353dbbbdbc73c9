"""Documents that are not on this machine: any URL that fsspec opens; buckets by the library that also writes there."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import fsspec

from ..core.errors import HeduiError, WrongCallError

BUCKETS = ["s3", "gs", "az", "abfs", "abfss"]
SIGNATURES = ("x-amz-signature=", "x-goog-signature=", "sig=")
"""Parts of a query by which a URL carries the right to read."""


def open_filesystem(url: str) -> tuple[Any, str]:
    """The file system of a URL and the path in it; credentials come from the environment.

    Raises WrongCallError for a URL that holds a password or a signature: it would be in the tables and the logs.
    """
    parts = urlsplit(url.rpartition("::")[2])
    if parts.password or any(mark in f"&{parts.query.lower()}" for mark in (f"&{sign}" for sign in SIGNATURES)):
        raise WrongCallError(
            f"the URL of {parts.scheme}://{parts.hostname} holds a password or a signature, which would stand in the "
            "published tables; give credentials in the environment"
        )
    _register_buckets()
    filesystem, path = fsspec.core.url_to_fs(url)
    return filesystem, path


@lru_cache(maxsize=1)
def _register_buckets() -> None:
    """Have fsspec use obstore for buckets where it is installed."""
    try:
        from obstore.fsspec import register
    except ImportError:
        return
    register(BUCKETS)


@contextmanager
def naming_errors(url: str) -> Iterator[None]:
    """Turn what the library of a file system raises into an OSError: the libraries share no other class."""
    try:
        yield
    except (OSError, HeduiError):
        raise
    except ImportError as error:
        raise WrongCallError(f"{url} needs a library that is not installed: {error}") from None
    except Exception as error:
        raise OSError(f"{type(error).__name__} of {url}") from error
