"""Whether a backup may be restored at all: whole, of a version that is known, with its key and with the ledger of erasures."""

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from remedy_api.cli.backup.archive import FORMAT, Archive, Damaged, ForeignKey, read_archive
from remedy_api.cli.errors import Refused
from remedy_api.kit.db.revisions import known_revisions
from remedy_api.kit.i18n import _N
from remedy_api.kit.people_key import KeyMissing, KeyWrong, default_file, read_key
from remedy_api.settings import Settings
from remedy_api.storage.erased import NAME as LEDGER
from remedy_api.storage.erased import parse

DATABASE = "database/"
BLOBS = "blobs/"


@contextmanager
def opened(path: Path, chosen_key: Path | None) -> Iterator[Archive]:
    """The archive in a file, every byte of it judged, with the key that sealed it at hand. Raises Refused.

    What goes wrong in the block leaves as a sentence too: by then nothing of the former state was touched, or it is back.
    """
    with _explained(path, _N("%(path)s cannot be read: %(reason)s.")):
        source = path.open("rb")
    with source:
        with _explained(path, _N("%(path)s cannot be read: %(reason)s.")):
            archive = read_archive(source)
        _check_version(archive)
        _check_key(archive, chosen_key)
        with _explained(path, _N("%(path)s could not be restored, and everything is as it was before: %(reason)s.")):
            yield archive


@contextmanager
def _explained(path: Path, otherwise: str) -> Iterator[None]:
    try:
        yield
    except (Damaged, zlib.error):
        raise Refused(
            _N("The file %(file)s is no backup, or it is damaged. Nothing was changed. Try another copy of it."), file=str(path)
        ) from None
    except OSError as error:
        raise Refused(otherwise, path=str(path), reason=error.strerror or type(error).__name__) from None


def _check_version(archive: Archive) -> None:
    if archive.about.get("format") != FORMAT or archive.about["revision"] not in known_revisions():
        raise Refused(
            _N("This backup was made by Remedy %(version)s, which is newer. Install that version or a later one first."),
            version=str(archive.about.get("version", "?"))[:40],
        )


def _check_key(archive: Archive, chosen: Path | None) -> None:
    path = chosen or default_file(bytes.fromhex(archive.about["installation"]))
    try:
        key = read_key(path, bytes.fromhex(archive.about["key_check"]))
    except KeyMissing:
        raise Refused(
            _N("The key that belongs to this backup is missing: put its file at %(file)s, or name it in REMEDY_KEY_FILE."),
            file=str(path),
        ) from None
    except KeyWrong:
        raise Refused(
            _N("The key in %(file)s is not the one that belongs to this backup. Name the right one in REMEDY_KEY_FILE."),
            file=str(path),
        ) from None
    try:
        archive.check_key(key)
    except ForeignKey:
        raise Refused(
            _N("This backup was altered by somebody who does not have the key. Nothing was changed. Try another copy of it.")
        ) from None


def ledger_of(archive: Archive, settings: Settings, given: Sequence[Path], *, unknown: bool) -> frozenset[bytes]:
    """The hashes of everything that must stay erased: of the backup, of this machine and of the files given.

    `unknown`: whoever restores has no ledger newer than the backup, and says so. Raises Refused.
    """
    here = settings.data_dir / LEDGER
    paths = [path for path in (here,) if path.exists()] + list(given)
    found = parse(b"".join(archive.pieces(LEDGER)))
    for path in paths:
        found |= _ledger(path)
    # Each machine notes what it erased itself. Where others may serve the same place, that of this one is not all there is.
    shared = bool(settings.database_url or settings.blob_url)
    if unknown or given or (paths and not shared):
        return found
    if shared:
        raise Refused(
            _N(
                "Reports may have been erased by any machine after this backup was made. Give the newest copy of the file “erased” "
                "of every machine, each with --erased, or say with --erased-unknown that there is none."
            )
        )
    raise Refused(
        _N(
            "Reports may have been erased after this backup was made. Give the newest copy of the file “erased” with --erased, "
            "or say with --erased-unknown that there is none."
        )
    )


def _ledger(path: Path) -> frozenset[bytes]:
    try:
        return parse(path.read_bytes())
    except ValueError:
        raise Refused(_N("The file %(file)s is no ledger of what was erased."), file=str(path)) from None
    except OSError as error:
        raise Refused(_N("%(path)s cannot be read: %(reason)s."), path=str(path), reason=error.strerror or "") from None
