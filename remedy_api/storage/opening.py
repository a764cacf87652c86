"""Where sealed blobs lie, by setting."""

from remedy_api.settings import Settings
from remedy_api.storage.blobs import Blobs
from remedy_api.storage.folder import open_folder


def open_blobs(settings: Settings) -> Blobs:
    """The storage of this installation. Raises OSError when its folder cannot be made."""
    return open_folder(settings.blob_dir)
