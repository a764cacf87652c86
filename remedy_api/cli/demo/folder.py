"""The folder of the demonstration: its own, marked before anything is in it, and never one that holds anything else."""

import shlex
import shutil
from pathlib import Path

from remedy_api.cli.errors import Refused
from remedy_api.cli.installation import checked_settings
from remedy_api.kit.db.embedded import Cluster
from remedy_api.kit.i18n import _N
from remedy_api.settings import Settings, default_data_dir
from remedy_api.web.demonstration import MARKER, Demonstration, is_demonstration, read_marker, write_marker

LOCK = "lock"
KEY = "people.key"


def demo_dir(given: Path | None) -> Path:
    """The folder that was given, or the one beside the usual data folder. REMEDY_DATA_DIR names a real one, so it is not asked."""
    usual = default_data_dir()
    return (given or usual.with_name(f"{usual.name}-demo")).absolute()


def demo_settings(data: Path | None, **given: object) -> Settings:
    """The settings of a demonstration: of what is set for the real installation nothing but its addresses. Raises Refused."""
    settings = checked_settings(data_dir=demo_dir(data), demo=True, **given)
    if settings.database_url or settings.blob_url:
        raise Refused(
            _N(
                "A demonstration keeps everything in a folder of its own. Start it without REMEDY_DATABASE_URL and "
                "REMEDY_BLOB_URL, or start without --demo."
            )
        )
    _refuse_others(settings.data_dir)
    # The key for people's names lies inside, to be thrown away with them; and invented people get no mail.
    return settings.model_copy(update={"key_file": settings.data_dir / KEY, "smtp_url": None})


def claim(folder: Path) -> None:
    """Mark the folder, which the caller holds, and clear what an unfinished start has left in it. Raises Refused."""
    _refuse_others(folder)
    if is_demonstration(folder) and read_marker(folder).made_on:
        return
    write_marker(folder, Demonstration())
    _clear(folder)


def throw_away(folder: Path) -> None:
    """Remove all of it; the caller holds the folder. Raises OSError."""
    _clear(folder)
    (folder / LOCK).unlink()
    # Last: until nothing else is there, it is still known for what it is.
    (folder / MARKER).unlink()
    folder.rmdir()


def throw_away_with(folder: Path) -> str:
    """The command that throws it away."""
    command = ["./remedy", "demo", "remove"]
    return shlex.join(command if folder == demo_dir(None) else [*command, "--data", str(folder)])


def _clear(folder: Path) -> None:
    shutil.rmtree(Cluster(folder).socket_dir, ignore_errors=True)
    for each in folder.iterdir():
        if each.name in (MARKER, LOCK):
            continue
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        else:
            each.unlink()


def _refuse_others(folder: Path) -> None:
    if is_demonstration(folder):
        return
    if folder.exists() and any(each.name != LOCK for each in folder.iterdir()):
        raise Refused(
            _N("The folder %(folder)s holds something else than a demonstration. Name an empty one with --data."),
            folder=str(folder),
        )
