"""As whom the database runs. PostgreSQL refuses to run as root, so a server started by root gives the database an account
of its own, which owns its folder and nothing else, and opens no folder above it.
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ACCOUNT = "remedy-postgres"

_PR_SET_PDEATHSIG = 1
_PR_SET_KEEPCAPS = 8
_PR_CAPBSET_READ = 23
_PR_SET_SECUREBITS = 28
_PR_CAP_AMBIENT = 47
_PR_CAP_AMBIENT_RAISE = 2
_CAPABILITY_VERSION_3 = 0x20080522
# Reading and passing through folders is all that is needed; containers often withhold it and grant the wider one.
_CAP_DAC_READ_SEARCH = 2
_CAP_DAC_OVERRIDE = 1
_CAP_SETPCAP = 8
# Without this bit access(2), with which PostgreSQL looks for its own programs, ignores capabilities of other users.
_NO_SETUID_FIXUP = 1 << 2

_libc = ctypes.CDLL(None, use_errno=True)


class NoAccount(Exception):
    """No account for the database could be made."""


class NoName(Exception):
    """Whoever runs this program has no name on this machine, and for such an account PostgreSQL makes no folder."""


class OutOfReach(Exception):
    """The database's account cannot get to a folder; the message is the folder."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The user and group of the database's processes; `None` of both: whoever runs this program."""

    uid: int | None = None
    gid: int | None = None

    def give(self, path: Path) -> None:
        """Make a folder of ours the database's."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def find_owner(existing: Path) -> Owner:
    """The owner of the database folder `existing`, or of a new one. Raises NoAccount."""
    if os.geteuid() != 0:
        return Owner()
    if existing.exists() and (found := existing.stat()).st_uid != 0:
        return Owner(found.st_uid, found.st_gid)
    try:
        account = pwd.getpwnam(ACCOUNT)
    except KeyError:
        account = _make_account()
    return Owner(account.pw_uid, account.pw_gid)


def check_name(owner: Owner) -> None:
    """Raises NoName."""
    try:
        pwd.getpwuid(os.geteuid() if owner.uid is None else owner.uid)
    except KeyError:
        raise NoName from None


def _make_account() -> pwd.struct_passwd:
    tool = shutil.which("useradd", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if tool is None:
        raise NoAccount
    arguments = [tool, "--system", "--no-create-home", "--home-dir", "/nonexistent"]
    done = subprocess.run([*arguments, "--shell", "/usr/sbin/nologin", ACCOUNT], capture_output=True, check=False, timeout=30)
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        raise NoAccount(done.returncode) from None


def becoming(owner: Owner, *needed: Path, end_with_parent: int | None = None) -> Callable[[], None]:
    """What a child has to do between fork and exec to run as `owner`.

    `needed` are folders that it must get to; where a closed folder lies above one of them, the child keeps the single
    capability to pass through it. `end_with_parent`: the signal that it gets when this process is gone, however it went.
    Raises OutOfReach.
    """
    capability = None if owner.uid is None else _capability_for(owner, needed)

    def become() -> None:
        if owner.uid is not None and owner.gid is not None:
            _call(_libc.prctl, _PR_SET_KEEPCAPS, 1, 0, 0, 0)
            if capability is not None:
                _call(_libc.prctl, _PR_SET_SECUREBITS, _NO_SETUID_FIXUP, 0, 0, 0)
            os.setgroups([])
            os.setresgid(owner.gid, owner.gid, owner.gid)
            os.setresuid(owner.uid, owner.uid, owner.uid)
            _keep_only(capability)
        if end_with_parent is not None:
            # After the change of user, which would clear it.
            _call(_libc.prctl, _PR_SET_PDEATHSIG, end_with_parent, 0, 0, 0)
            if os.getppid() != parent:
                os.kill(os.getpid(), signal.SIGKILL)

    parent = os.getpid()
    return become


def die_with_parent(parent: int, number: int) -> None:
    """In a forked child: get this signal when the parent is gone, or at once if it is gone already."""
    _call(_libc.prctl, _PR_SET_PDEATHSIG, number, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


def _capability_for(owner: Owner, needed: tuple[Path, ...]) -> int | None:
    closed = [path for path in needed if not _reachable(owner, path)]
    if not closed:
        return None
    for capability in (_CAP_DAC_READ_SEARCH, _CAP_DAC_OVERRIDE):
        if _may(capability) and _may(_CAP_SETPCAP):
            return capability
    raise OutOfReach(str(closed[0]))


def _may(capability: int) -> bool:
    return bool(_libc.prctl(_PR_CAPBSET_READ, capability, 0, 0, 0) == 1)


def _reachable(owner: Owner, path: Path) -> bool:
    for folder in (path, *path.resolve().parents):
        found = folder.stat()
        bit = 0o100 if found.st_uid == owner.uid else 0o010 if found.st_gid == owner.gid else 0o001
        if not found.st_mode & bit:
            return False
    return True


def _keep_only(capability: int | None) -> None:
    bits = 0 if capability is None else 1 << capability
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    # effective, permitted, inheritable; the second three are for capabilities above 31.
    sets = (ctypes.c_uint32 * 6)(bits, bits, bits, 0, 0, 0)
    _call(_libc.capset, ctypes.byref(header), ctypes.byref(sets))
    if capability is not None:
        _call(_libc.prctl, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, capability, 0, 0)


def _call(function: Callable[..., int], *arguments: object) -> None:
    if function(*arguments) != 0:
        raise OSError(ctypes.get_errno(), "the database's process could not be confined")
