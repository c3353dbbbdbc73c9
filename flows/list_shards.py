"""From an input to shards: list what is there, refuse what cannot be a run, store who belongs to which shard."""

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from tasks.core.errors import DuplicateDocumentError, NothingToPublishError, TooManyRejectsError
from tasks.ingest.cut_shards import cut_shards
from tasks.ingest.list_documents import Listing, list_documents
from tasks.publish.read_reviews import read_reviews
from tasks.schema import MEMBERS, REJECTS
from tasks.store.artifacts import Reference, TableReference, name_shard
from tasks.store.locations import locate

from .settings import BuildSettings

LEAST_ID = 6
"""So many digits of an id are taken for it."""

Keep = Callable[[str, pa.Table], TableReference]


@dataclass(frozen=True)
class Shard:
    """A shard: its name, where the list of its documents is stored, their ids and uris."""

    name: str
    members: Reference
    documents: tuple[tuple[str, str], ...]

    @property
    def n_documents(self) -> int:
        """How many documents it holds."""
        return len(self.documents)

    def holds(self, name: str) -> bool:
        """Whether one of its documents has this uri, this id, or an id that begins so."""
        least = len(name) >= LEAST_ID
        return any(uri == name or (least and document_id.startswith(name)) for document_id, uri in self.documents)


def list_input(settings: BuildSettings) -> Listing:
    """The documents of the input.

    Raises WrongCallError when an input does not exist, NothingToPublishError when no document can be used,
    TooManyRejectsError above the limit of the settings. Repeated documents are rejects that count for nothing.
    """
    listing = list_documents(settings.inputs, settings.ingest)
    names = ", ".join(settings.inputs)
    wrong = [reject for reject in listing.rejects if reject.error_type != DuplicateDocumentError.__name__]
    if not listing.members and not wrong:
        raise NothingToPublishError(f"there are no documents in {names}; put files there, or name another input")
    first = f"the first: {wrong[0].uri}: {wrong[0].message}" if wrong else ""
    if not listing.members:
        raise NothingToPublishError(f"none of the {len(wrong)} files in {names} can be read; {first}")
    limit = settings.allowed_rejects(len(listing.members) + len(wrong))
    if len(wrong) > limit:
        raise TooManyRejectsError(
            f"{len(wrong)} files of {names} cannot be read, the limit is {limit}; {first} "
            "(leave them out by ingest.exclude, or raise max_reject_share)"
        )
    return listing


def name_shards(listing: Listing, settings: BuildSettings, keep: Keep) -> list[Shard]:
    """The shards of a listing, named by their place in it; `keep` stores a table, or only works out its reference."""
    shards = []
    for index, members in enumerate(cut_shards(listing.members, settings.ingest.max_shard_bytes)):
        name = name_shard(index)
        tables = {"members": keep("members", MEMBERS.from_rows(members))}
        documents = tuple((member.document_id, member.uri) for member in members)
        shards.append(Shard(name, Reference(stage="listing", tables=tables, counts={}), documents))
    return shards


def name_rejects(listing: Listing, keep: Keep) -> Reference:
    """The rejects of a listing as a reference like those of the stages."""
    tables = {"rejects": keep("rejects", REJECTS.from_rows(listing.rejects))}
    return Reference(stage="listing", tables=tables, counts={})


def name_reviews(settings: BuildSettings, keep: Keep) -> list[Reference]:
    """The reviews that the settings name, as a reference like those of the stages; none without a file.

    Only publishing takes them, and its cache key has the digest of what the file says: an edited file publishes again
    and does nothing else. Raises WrongCallError when the file cannot be used.
    """
    if settings.reviews is None:
        return []
    tables = {"reviews": keep("reviews", read_reviews(locate(settings.reviews)))}
    return [Reference(stage="reviews", tables=tables, counts={"reviews": tables["reviews"]["rows"]})]
