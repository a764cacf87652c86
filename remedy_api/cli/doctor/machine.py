"""What lies on this machine: the key, the data folder, room on the disk, the last backup."""

import os
import shutil
import stat
from datetime import UTC, date, datetime
from pathlib import Path

from remedy_api.cli.backup.command import LAST
from remedy_api.cli.doctor.finding import Finding, fault, ok, warning
from remedy_api.cli.staging import FORMER, NEXT
from remedy_api.kit.clock import today
from remedy_api.kit.db.embedded.owner import ACCOUNT
from remedy_api.kit.i18n import _N
from remedy_api.kit.people_key import KeyMissing, KeyWrong, read_key
from remedy_api.settings import Settings

LITTLE_ROOM = 1_000_000_000
"""Bytes free under which nothing should be taken in any more: the database stops when the disk is full."""
SOME_ROOM = 10_000_000_000
BACKUP_DAYS, OLD_BACKUP_DAYS = 2, 8
FORMER_DAYS = 14
"""Days after which what an upgrade or a restore has replaced must go: like a backup it keeps what is erased since, and for so long
backups are kept, too (docs/operation).
"""


def check_key(path: Path, check: bytes, settings: Settings) -> list[Finding]:
    """The key file: there, the right one, nobody else's to read, and not beside what it protects."""
    try:
        read_key(path, check)
    except KeyMissing:
        return [
            fault("key", _N("The key file %(file)s is not there. Put it back from the copy you keep elsewhere."), file=str(path))
        ]
    except KeyWrong:
        return [
            fault("key", _N("The file %(file)s holds another key than the database's. Put the right one back."), file=str(path))
        ]
    except OSError:
        return [fault("key", _N("The key file %(file)s cannot be read by this account. Correct who owns it."), file=str(path))]
    found = path.stat()
    if stat.S_IMODE(found.st_mode) & 0o077:
        return [fault("key", _N("Others may read the key file %(file)s. Run: chmod 600 on it."), file=str(path))]
    if path.resolve().is_relative_to(settings.data_dir.resolve()):
        message = _N(
            "The key file %(file)s lies in the data folder, so a copy of that holds both. Move it and set REMEDY_KEY_FILE."
        )
        return [warning("key", message, file=str(path))]
    return [ok("key", _N("The key is there, fits the database, and only its owner reads it."))]


def check_folder(settings: Settings) -> list[Finding]:
    """The data folder: whose it is and who may look in, and what an interrupted change has left."""
    folder = settings.data_dir
    found = []
    open_to_others = [path.name for path in sorted(folder.iterdir()) if stat.S_IMODE(path.lstat().st_mode) & 0o077]
    # Passing through is what the database's own account needs when root has started it.
    allowed = 0o011 if folder.stat().st_uid == 0 else 0
    if stat.S_IMODE(folder.stat().st_mode) & 0o077 & ~allowed:
        open_to_others.insert(0, str(folder))
    if open_to_others:
        message = _N("Others may look into %(names)s. Take their rights away with chmod go-rwx.")
        found.append(fault("folder", message, names=", ".join(open_to_others)))
    strangers = [path.name for path in sorted(folder.iterdir()) if not _ours(path)]
    if strangers:
        message = _N("These belong to another account than the one that serves: %(names)s. Give them back with chown.")
        found.append(fault("folder", message, names=", ".join(strangers)))
    if (folder / NEXT).exists():
        message = _N("A restore or an upgrade was interrupted in %(folder)s. The next start finishes or forgets it.")
        found.append(warning("folder", message, folder=str(folder)))
    if (folder / FORMER).exists():
        found.append(_former(folder / FORMER))
    return found or [ok("folder", _N("The data folder is nobody else's to read."))]


def _former(former: Path) -> Finding:
    # Nothing is written into it after the change that made it.
    age = (today() - datetime.fromtimestamp(former.stat().st_mtime, UTC).date()).days
    if age <= FORMER_DAYS:
        message = _N(
            "What an upgrade or a restore has replaced is still there. When all is well, remove it with: remedy upgrade --confirm"
        )
        return warning("folder", message)
    message = _N(
        "What an upgrade or a restore has replaced is %(days)s days old and keeps what has been erased since. "
        "Remove it with: remedy upgrade --confirm"
    )
    return fault("folder", message, days=age)


def _ours(path: Path) -> bool:
    owner, mine = path.lstat().st_uid, path.parent.stat().st_uid
    return owner == mine or (mine == 0 and path.name in ("postgres", "run", NEXT, FORMER) and _is_account(owner))


def _is_account(uid: int) -> bool:
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name == ACCOUNT or os.geteuid() != 0
    except KeyError:
        return False


def check_disk(settings: Settings) -> list[Finding]:
    """Room on the disk of the data folder."""
    free = shutil.disk_usage(settings.data_dir).free
    told = free // 1_000_000
    if free < LITTLE_ROOM:
        message = _N("Only %(free)s MB are free on the disk. Make room now: on a full disk nothing can be filed any more.")
        return [fault("disk", message, free=told)]
    if free < SOME_ROOM:
        return [warning("disk", _N("%(free)s MB are free on the disk. Make room before it is less than 1000."), free=told)]
    return [ok("disk", _N("%(free)s MB are free on the disk."), free=told)]


def check_backup(settings: Settings) -> list[Finding]:
    """When the last backup was made from this data folder."""
    try:
        age = (today() - date.fromisoformat((settings.data_dir / LAST).read_text().strip())).days
    except (OSError, ValueError):
        return [
            warning("backup", _N("No backup was ever made. Make one with: remedy backup FILE, and keep it on another machine."))
        ]
    if age > OLD_BACKUP_DAYS:
        return [fault("backup", _N("The last backup is %(days)s days old. Make one, and see why the timer does not."), days=age)]
    if age > BACKUP_DAYS:
        return [warning("backup", _N("The last backup is %(days)s days old. Make one, and see why the timer does not."), days=age)]
    return [ok("backup", _N("There is a recent backup. Its age in days: %(days)s."), days=age)]
