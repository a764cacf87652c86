"""`remedy restore`: an installation as it was when a backup was made, without what was erased since."""

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

from remedy_api.cli import staging
from remedy_api.cli.backup.archive import Archive
from remedy_api.cli.database import bring_up_to_date
from remedy_api.cli.errors import Refused
from remedy_api.cli.installation import data_option, settings_of
from remedy_api.cli.restore.erasing import Kept, blobs_of, erase_again
from remedy_api.cli.restore.files import Files, files_for, in_use, put_files
from remedy_api.cli.restore.opening import DATABASE, ledger_of, opened
from remedy_api.cli.restore.places import Restored, fresh_cluster, holds_something, own_database
from remedy_api.cli.serve.folder import hold_folder
from remedy_api.cli.terminal import say, tell
from remedy_api.kit.i18n import _N, render
from remedy_api.kit.i18n.formats import day
from remedy_api.settings import Settings
from remedy_api.storage.erased import add_hashes


class Done(NamedTuple):
    """What came of it: files put back, files that the backup itself did not hold, and what does not come back. `left`: some files
    of the former state could not be removed; `former`: nor could the folder that holds what was replaced.
    """

    files: int
    lost: int
    kept: Kept
    left: bool
    former: Path | None = None


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which backup, over what."""
    data_option(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help=render(_N("The backup.")))
    parser.add_argument(
        "--replace", action="store_true", help=render(_N("Replace what is there; everything since the backup is lost."))
    )
    parser.add_argument(
        "--erased",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help=render(
            _N(
                "The newest copy of the file “erased” of a data folder: what it names does not come back. "
                "With several machines give that of each."
            )
        ),
    )
    parser.add_argument(
        "--erased-unknown",
        action="store_true",
        help=render(_N("There is no such file: what was erased since the backup comes back.")),
    )


def run(options: argparse.Namespace) -> int:
    """0 when everything is as it was when the backup was made. Raises Refused, which says what there is now."""
    settings = settings_of(options.data)
    with opened(options.file, settings.key_file) as archive:
        lock = hold_folder(settings.data_dir)
        os.umask(0o077)
        try:
            staging.settle(settings.data_dir)
            ledger = ledger_of(archive, settings, options.erased, unknown=options.erased_unknown)
            if _occupied(settings) and not options.replace:
                raise Refused(
                    _N(
                        "There is an installation already, and everything that came in since the backup would be lost. "
                        "If you mean it, say --replace."
                    )
                )
            done = _restore(settings, archive, ledger)
        finally:
            os.close(lock)
    try:
        _tell(archive, done)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Refused(
            _N("The backup is restored, but what came of it could not be written out: %(reason)s."), reason=error.strerror or ""
        ) from None
    return 0


def _occupied(settings: Settings) -> bool:
    if settings.database_url and holds_something(settings.database_url):
        return True
    return (settings.data_dir / "postgres").exists() or in_use(settings)


def _restore(settings: Settings, archive: Archive, ledger: frozenset[bytes]) -> Done:
    folder = settings.data_dir
    made = staging.begin(folder)
    try:
        files = files_for(settings, made, archive)
        try:
            with _place(settings, made, archive) as restored:
                bring_up_to_date(restored.url)
                kept = erase_again(restored.url, ledger)
                keys = blobs_of(restored.url)
                lost = put_files(archive, files, keys)
                add_hashes(folder if settings.database_url else made, ledger)
            if not settings.database_url:
                staging.complete(folder)
        except BaseException:
            # What is complete is put in place by the next start, and names these files.
            if not staging.is_complete(folder):
                files.undo()
            raise
    except BaseException as error:
        staging.abandon(folder)
        if isinstance(error, OSError) and staging.is_complete(folder):
            raise _finished_later(error) from None
        raise
    # It has come to its end: what fails from here on does not bring the former state back, and must not say so.
    if not settings.database_url:
        try:
            staging.settle(folder)
        except OSError as error:
            raise _finished_later(error) from None
    staging.forget_former(folder)
    former = folder / staging.FORMER
    return Done(len(keys) - lost, lost, kept, left=not _tidied(settings, files, keys), former=former if former.exists() else None)


def _finished_later(error: OSError) -> Refused:
    return Refused(
        _N("The backup is restored, but could not be put in its place yet: %(reason)s. The next start of Remedy finishes it."),
        reason=error.strerror or type(error).__name__,
    )


def _tidied(settings: Settings, files: Files, keys: list[bytes]) -> bool:
    tidied = _done(lambda: files.keep_only(keys))
    if settings.database_url:
        # Nothing was made there: the database of the operator's has changed by itself.
        tidied &= _done(lambda: staging.abandon(settings.data_dir))
    return tidied


def _done(act: Callable[[], None]) -> bool:
    try:
        act()
    except OSError:
        return False
    return True


def _place(settings: Settings, made: Path, archive: Archive) -> AbstractContextManager[Restored]:
    parts = _database_parts(archive)
    return own_database(settings.database_url, parts) if settings.database_url else fresh_cluster(made, parts)


def _database_parts(archive: Archive) -> Iterator[bytes]:
    for name in sorted(archive.members):
        if name.startswith(DATABASE):
            yield b"".join(archive.pieces(name))


def _tell(archive: Archive, done: Done) -> None:
    say(render(_N("Restored: the state of %(day)s."), day=day(archive.day)))
    say(render(_N("Sealed files: %(count)s"), count=done.files))
    say(render(_N("Reports and cases that stay erased: %(count)s"), count=done.kept.erased))
    say(render(_N("Reports that stay withdrawn: %(count)s"), count=done.kept.withdrawn))
    if done.lost:
        tell(_N("The backup itself says that files were missing already. Number of files: %(count)s."), count=done.lost)
    if done.left:
        tell(_N("Some files that nothing names any more could not be removed. The service tries again by itself."))
    if done.former:
        tell(
            _N(
                "What was replaced could not be removed and keeps what is erased: %(folder)s. "
                "Remove it with: remedy upgrade --confirm"
            ),
            folder=str(done.former),
        )
    tell(_N("Everybody must sign in again. What was written, agreed or revoked since that day is not there any more."))
