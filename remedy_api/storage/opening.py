"""Where sealed blobs lie, by setting."""

from remedy_api.settings import Settings
from remedy_api.storage.blobs import Blobs
from remedy_api.storage.folder import open_folder


def open_blobs(settings: Settings) -> Blobs:
    """The storage of this installation: the folder, or the bucket of `blob_url`, whose keys and region come from the
    environment as AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and AWS_ENDPOINT.

    Raises OSError when the folder cannot be made, ValueError for an address that is no bucket's.
    """
    folder = open_folder(settings.blob_dir)
    if settings.blob_url is None:
        return folder
    if not settings.blob_url.startswith("s3://"):
        raise ValueError("REMEDY_BLOB_URL must be of the form s3://bucket/prefix")
    # Loaded where it is needed: four megabytes of every process that needs none of it.
    from obstore.store import from_url

    from remedy_api.storage.bucket import BucketBlobs

    return BucketBlobs(from_url(settings.blob_url), folder)
