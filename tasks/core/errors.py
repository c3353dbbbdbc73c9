"""The one tree of errors.

HeduiError
├── WrongCallError           the caller asked for something that cannot be (exit code 2)
├── JobError                 the job as a whole failed (exit code 1)
│   ├── NothingToPublishError
│   ├── TooManyRejectsError
│   ├── SchemaError
│   ├── StoreError           an artifact or a version is missing or damaged
│   └── VerifyError          a version does not hold what its manifest says
├── TransientError           worth another try: I/O, network, a lost worker
└── DocumentError            one document cannot be used; it goes to `rejects`, the others go on
    ├── EmptyDocumentError
    ├── BinaryDocumentError
    ├── UnsupportedMediaTypeError
    ├── OversizedDocumentError
    ├── UnreadableDocumentError
    ├── OutsideInputError
    └── DuplicateDocumentError
"""


class HeduiError(Exception):
    """Base of every error this project raises on purpose; its text says what was wrong with what, and what to do."""


class WrongCallError(HeduiError):
    """A wrong argument, path or setting: the caller can mend it."""


class JobError(HeduiError):
    """The job failed and nothing was published."""


class NothingToPublishError(JobError):
    """No document of the input could be used."""


class TooManyRejectsError(JobError):
    """More documents were rejected than the settings allow."""


class SchemaError(JobError):
    """A table does not have the columns, types or nulls that its schema promises."""


class StoreError(JobError):
    """An artifact or a published version is missing, damaged or in the way."""


class VerifyError(JobError):
    """A published version does not hold what its manifest says."""


class TransientError(HeduiError):
    """A failure that may pass by itself: I/O, network, a lost or hung worker."""


class DocumentError(HeduiError):
    """One document cannot be used. The stage puts it into `rejects` and goes on."""


class EmptyDocumentError(DocumentError):
    """The file has no bytes, or nothing but white space."""


class BinaryDocumentError(DocumentError):
    """The bytes are no text in any charset."""


class UnsupportedMediaTypeError(DocumentError):
    """A known format that is not read (yet)."""


class OversizedDocumentError(DocumentError):
    """The file is larger than the settings allow."""


class UnreadableDocumentError(DocumentError):
    """The file cannot be opened or read, or changed while it was read."""


class OutsideInputError(DocumentError):
    """A symbolic link leads out of the input folder."""


class DuplicateDocumentError(DocumentError):
    """The same bytes stand in another file of this run, which is kept."""
