"""Who belongs to which organisation, as its latest roster says."""

from datetime import date

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field, SQLModel

from remedy_api.accounts.states import MembershipState
from remedy_api.kit.db.columns import bytes_column, day_column


class Membership(SQLModel, table=True):
    """One person in one organisation, confirmed or removed. It follows the roster and is never changed alone."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("state IN ('confirmed', 'removed')", name="membership_state_is_known"),
        CheckConstraint("NOT (manager AND state = 'removed')", name="membership_removed_manages_nothing"),
    )

    organisation: bytes = bytes_column(16, primary_key=True, foreign_key="organisation.organisation")
    person: bytes = bytes_column(16, primary_key=True, foreign_key="person.person", index=True)
    manager: bool = Field(description="whether the latest roster names the person a manager")
    state: MembershipState = Field(sa_type=Text, description="confirmed or removed")
    since: date = day_column(description="the day of the last change")
