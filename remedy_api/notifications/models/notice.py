"""Who is to be told that something is new. Not what, not where, not since when."""

from sqlmodel import SQLModel

from remedy_api.kit.db.columns import bytes_column


class Notice(SQLModel, table=True):
    """A mail that waits. One a person at most: ten new reports are one notice."""

    __tablename__ = "notice"

    person: bytes = bytes_column(16, primary_key=True, foreign_key="person.person", ondelete="CASCADE")
