"""Bearer tokens: what a program shows instead of a session. A row that is gone opens nothing from that moment on."""

from datetime import date

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import bytes_column, day_column


class ProgramToken(SQLModel, table=True):
    """One token. It signs in an account, a program's or its maker's own, and answers to the person who made it."""

    __tablename__ = "program_token"
    __table_args__ = (
        UniqueConstraint("token_hash", name="program_token_is_once"),
        CheckConstraint("expires_on BETWEEN made_on AND made_on + 366", name="program_token_ends_within_a_year"),
        CheckConstraint("cardinality(scopes) BETWEEN 1 AND 16", name="program_token_may_something"),
    )

    token: bytes = bytes_column(16, primary_key=True, description="16 random bytes, by which it is listed and revoked")
    person: bytes = bytes_column(16, foreign_key="person.person", index=True, description="the account it signs in")
    keeper: bytes = bytes_column(16, foreign_key="person.person", index=True, description="the person who answers for it")
    name: bytes = bytes_column(29, 1000, description="what its keeper calls it, encrypted and bound to this row")
    token_hash: bytes = bytes_column(32, description="H of the token; the token itself is kept nowhere")
    scopes: list[str] = Field(sa_type=ARRAY(Text), description="permissions it may use, sorted")
    organisation: bytes | None = bytes_column(
        16, nullable=True, foreign_key="organisation.organisation", description="the only one it acts in, or null for all"
    )
    made_on: date = day_column()
    expires_on: date = day_column(index=True, description="the last day it holds")
    used_on: date | None = day_column(nullable=True, description="the day of its last use")
