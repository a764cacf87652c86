"""A grievance as it came in: the room it founded and how the receipt finds it again."""

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import SQLModel

from remedy_api.kit.db.columns import bytes_column


class Submission(SQLModel, table=True):
    """One filing. Hashes only: neither the lookup nor the sender's idempotency key can be read back."""

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("lookup", name="submission_lookup_is_once"),
        UniqueConstraint("idempotency", name="submission_idempotency_is_once"),
        # A case names its reports by this and by nothing else.
        Index("submission_by_proof", "proof"),
    )

    room: bytes = bytes_column(16, primary_key=True, foreign_key="room.room")
    lookup: bytes = bytes_column(32, description="H of the lookup that the receipt gives")
    idempotency: bytes = bytes_column(32, description="H of the sender's idempotency key and whose it is")
    request: bytes = bytes_column(32, description="H of the whole request, so that a replay is told from a reuse")
    proof: bytes = bytes_column(32, description="proof of filing: H of statement 1")
