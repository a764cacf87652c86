"""A grievance as it came in: the room it founded and how the receipt finds it again."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel


class Submission(SQLModel, table=True):
    """One filing. Hashes only: neither the lookup nor the sender's idempotency key can be read back."""

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("lookup", name="submission_lookup_is_once"),
        UniqueConstraint("idempotency", name="submission_idempotency_is_once"),
        CheckConstraint(
            "octet_length(lookup) = 32 AND octet_length(idempotency) = 32 "
            "AND octet_length(request) = 32 AND octet_length(proof) = 32",
            name="submission_hashes_are_32_bytes",
        ),
    )

    room: bytes = Field(primary_key=True, foreign_key="room.room")
    lookup: bytes = Field(description="H of the lookup that the receipt gives")
    idempotency: bytes = Field(description="H of the sender's idempotency key and whose it is")
    request: bytes = Field(description="H of the whole request, so that a replay is told from a reuse")
    proof: bytes = Field(description="proof of filing: H of statement 1")
