"""Rosters, kept as the exact bytes that were signed."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import bytes_column


class Roster(SQLModel, table=True):
    """One signed state of an organisation. Rows are only ever added."""

    __tablename__ = "roster"
    __table_args__ = (
        UniqueConstraint("digest", name="roster_digest_is_once"),
        CheckConstraint("version >= 0 AND epoch >= 0", name="roster_counts_are_positive"),
        CheckConstraint("digest = sha256(body)", name="roster_digest_is_of_its_body"),
    )

    organisation: bytes = bytes_column(16, primary_key=True, foreign_key="organisation.organisation")
    version: int = Field(primary_key=True, description="0 is the founding")
    body: bytes = bytes_column(64, 80_000, description="exact bytes of the roster")
    signature: bytes = bytes_column(64, description="Ed25519 of a manager of the roster before")
    digest: bytes = bytes_column(32, description="H of the body; of version 0 it is the fingerprint")
    epoch: int = Field(description="the organisation epoch it names")


class RosterName(SQLModel, table=True):
    """A key that some roster of an organisation names: together they are the keys its chain is checked with."""

    __tablename__ = "roster_name"

    organisation: bytes = bytes_column(16, primary_key=True, foreign_key="organisation.organisation")
    kid: bytes = bytes_column(32, primary_key=True, foreign_key="account_key.kid")
