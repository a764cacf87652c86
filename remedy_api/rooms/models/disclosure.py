"""What of a workers' room was made readable at a table, and to whom."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import bytes_column


class Disclosure(SQLModel, table=True):
    """One `disclosed` event of a table with the entry it shows. The entry stays where it is: nothing is copied."""

    __tablename__ = "disclosure"
    __table_args__ = (
        UniqueConstraint("digest", name="disclosure_digest_is_once"),
        ForeignKeyConstraint(["source", "position"], ["entry.room", "entry.position"], name="disclosure_of_entry"),
        CheckConstraint("seq > 0 AND position >= 0", name="disclosure_place_is_positive"),
        # Whoever erases an entry is asked for each whether it is shown somewhere.
        Index("disclosure_source", "source", "position"),
    )

    room: bytes = bytes_column(16, primary_key=True, foreign_key="room.room", description="the table")
    seq: int = Field(primary_key=True, description="of the event")
    digest: bytes = bytes_column(32, description="H of the event")
    source: bytes = bytes_column(16, description="the workers' room, told to nobody who does not read it")
    position: int = Field(description="of the entry in that room")
    consent: bytes = bytes_column(32, description="H of the event in the workers' room that allows it")


class DisclosureWrap(SQLModel, table=True):
    """The key of one shown entry, wrapped for one organisation."""

    __tablename__ = "disclosure_wrap"
    __table_args__ = (
        ForeignKeyConstraint(["room", "seq"], ["disclosure.room", "disclosure.seq"], name="disclosure_wrap_of_disclosure"),
        CheckConstraint("place >= 0", name="disclosure_wrap_place_is_positive"),
    )

    room: bytes = bytes_column(16, primary_key=True)
    seq: int = Field(primary_key=True)
    place: int = Field(primary_key=True, description="in the order of the event")
    organisation: bytes = bytes_column(16, foreign_key="organisation.organisation")
    kid: bytes = bytes_column(32, description="the organisation's key")
    wrap: bytes = bytes_column(1168, external=True, description="HPKE of the entry's key")
