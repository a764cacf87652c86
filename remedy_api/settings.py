"""Every setting, described. Each is read from the environment as REMEDY_<NAME>; the command line sets some."""

from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

MIB = 1024 * 1024
Names = Annotated[tuple[str, ...], NoDecode]
"""Several texts; in the environment separated by commas."""


def default_data_dir() -> Path:
    """`var` beside the program's own folder when it runs from a checkout, else in the person's data folder."""
    checkout = Path(__file__).parents[1]
    if (checkout / "pyproject.toml").exists():
        return checkout / "var"
    return Path.home() / ".local" / "share" / "remedy"


class Settings(BaseSettings):
    """How one installation runs. Built once by the command line or by a test, then handed on."""

    model_config = SettingsConfigDict(env_prefix="REMEDY_", frozen=True, hide_input_in_errors=True)

    data_dir: Path = Field(default_factory=default_data_dir, description="folder of the database and of the sealed blobs")
    database_url: str | None = Field(
        default=None, repr=False, description="a PostgreSQL 15 or later of your own; empty: the one that ships"
    )
    database_connections: int = Field(default=12, ge=2, le=200, description="most connections of one worker process")
    key_file: Path | None = Field(
        default=None,
        description="file of the key for people's names and addresses; empty: beside the person's configuration, "
        "outside the data folder, named after it",
    )
    blob_url: str | None = Field(
        default=None, description="where sealed blobs lie, as s3://bucket/prefix; empty: in the data folder"
    )

    demo: bool = Field(
        default=False, description="whether this is a demonstration with invented people; only `serve --demo` says so"
    )

    casework_port: int = Field(default=8000, ge=1, le=65535, description="port of the casework door")
    intake_port: int = Field(default=8001, ge=1, le=65535, description="port of the intake door")
    workers: int = Field(default=1, ge=1, le=64, description="worker processes, each serving both doors")
    bind: Names = Field(
        default=("localhost", "127.0.0.1"),
        description="host names or addresses on which both doors listen; all addresses behind a name are used",
    )
    casework_origins: Names = Field(
        default=(),
        description="origins under which people reach the casework door, the first is printed in links; "
        "empty: http on localhost and 127.0.0.1 with the port",
    )
    intake_origins: Names = Field(default=(), description="the same for the intake door; empty: http on 127.0.0.1 and localhost")

    quick_exit_url: str = Field(
        default="",
        pattern=r"^(https://\S+)?$",
        description="where “Leave quickly” on the reporter's page leads, for example a weather service that everybody "
        "uses; empty: an empty page of the intake door itself",
    )

    smtp_url: str | None = Field(
        default=None,
        repr=False,
        description="mail server as smtp://user:password@host:port (smtps:// for TLS from the start); empty: no mail",
    )
    mail_from: str = Field(default="remedy@localhost", description="sender of the one generic mail")

    notice_minutes: int = Field(
        default=180, ge=0, le=1440, description="a mail that something is new goes out within so long, at a random moment"
    )

    log_format: Literal["text", "json"] = Field(default="text", description="lines of the log: for people, or one JSON object each")
    metrics_port: int = Field(
        default=0, ge=0, le=65535, description="port on 127.0.0.1 that tells figures of operation to Prometheus; 0: none"
    )

    max_json_bytes: int = Field(default=256 * 1024, description="largest JSON body of an ordinary request")
    max_submission_bytes: int = Field(default=27 * MIB, description="largest sealed submission, whole")
    max_entry_bytes: int = Field(default=27 * MIB, description="largest sealed entry, whole")
    idle_minutes: int = Field(default=15, ge=1, le=240, description="a casework session locks after so long")
    session_hours: int = Field(default=12, ge=1, le=72, description="a casework session ends after so long")
    invitation_days: int = Field(default=14, ge=1, le=60, description="an invitation holds so long")
    stop_seconds: int = Field(default=30, ge=1, le=600, description="how long answers under way may take when the server stops")

    @model_validator(mode="before")
    @classmethod
    def _split(cls, values: dict[str, object]) -> dict[str, object]:
        for name in ("bind", "casework_origins", "intake_origins"):
            if isinstance(text := values.get(name), str):
                values[name] = tuple(part.strip().rstrip("/") for part in text.split(",") if part.strip())
        return values

    @model_validator(mode="after")
    def _two_doors(self) -> Self:
        if self.casework_port == self.intake_port:
            raise ValueError("the two doors need two ports")
        return self

    @cached_property
    def casework(self) -> tuple[str, ...]:
        """The origins of the casework door; the first is the one printed."""
        return self.casework_origins or _origins(self.casework_port, ("localhost", "127.0.0.1"))

    @cached_property
    def intake(self) -> tuple[str, ...]:
        """The origins of the intake door. Another host name than casework's, because cookies cross ports."""
        return self.intake_origins or _origins(self.intake_port, ("127.0.0.1", "localhost"))

    @cached_property
    def blob_dir(self) -> Path:
        """Folder of the sealed blobs."""
        return self.data_dir / "blobs"


def _origins(port: int, hosts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"http://{host}:{port}" for host in hosts)
