"""The keys of an organisation, epoch by epoch."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import bytes_column


class OrganisationEpoch(SQLModel, table=True):
    """One public key of an organisation. A removal starts the next one."""

    __tablename__ = "organisation_epoch"
    __table_args__ = (
        UniqueConstraint("kid", name="organisation_epoch_kid_is_once"),
        CheckConstraint("epoch >= 0", name="organisation_epoch_is_positive"),
        CheckConstraint("(epoch = 0) = (previous IS NULL)", name="organisation_epoch_first_has_none_before"),
    )

    organisation: bytes = bytes_column(16, primary_key=True, foreign_key="organisation.organisation")
    epoch: int = Field(primary_key=True)
    kid: bytes = bytes_column(32, description="hash of the key, as rosters name it")
    kem_public: bytes = bytes_column(1216)
    previous: bytes | None = bytes_column(60, nullable=True, description="the secret of the epoch before, sealed under this one's")


class OrganisationWrap(SQLModel, table=True):
    """An organisation secret, wrapped for one member. Those of removed members are deleted."""

    __tablename__ = "organisation_wrap"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation", "epoch"],
            ["organisation_epoch.organisation", "organisation_epoch.epoch"],
            name="organisation_wrap_is_of_an_epoch",
        ),
    )

    organisation: bytes = bytes_column(16, primary_key=True)
    epoch: int = Field(primary_key=True)
    kid: bytes = bytes_column(32, primary_key=True, foreign_key="account_key.kid")
    wrap: bytes = bytes_column(1168)
