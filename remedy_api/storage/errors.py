"""What can go wrong with blobs."""

from remedy_api.kit.errors import Problem
from remedy_api.kit.i18n import _N


class StorageFull(Problem):
    """The disk took no more; nothing of the request was kept."""

    code = "storage-full"
    status_hint = "unavailable"
    message = _N("The server has no space left, so nothing was kept. Please try again later.")


class BlobMissing(Exception):
    """A row names a blob that is not in the storage: a fault of operation, never of the caller."""


class StorageAway(Problem):
    """The storage does not answer; nothing of the request was kept."""

    code = "storage-away"
    status_hint = "unavailable"
    message = _N("The storage cannot be reached at the moment, so nothing was kept. Please try again in a minute.")
