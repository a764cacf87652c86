"""Invitations. The secret that proves them travels in a link's fragment and never comes here."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, Text, text
from sqlmodel import Field, SQLModel

from remedy_api.accounts.states import InvitationState, Role
from remedy_api.kit.db.columns import bytes_column, day_column


class Invitation(SQLModel, table=True):
    """One invitation, from being made to being confirmed. The MACs mean nothing to the server."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("role IN ('manager', 'member')", name="invitation_role_is_known"),
        CheckConstraint("state IN ('invited', 'accepted', 'confirmed', 'withdrawn')", name="invitation_state_is_known"),
        CheckConstraint("(invitee IS NULL) = (invitee_mac IS NULL)", name="invitation_invitee_has_a_mac"),
        CheckConstraint("state <> 'invited' OR invitee IS NULL", name="invitation_invited_is_nobodys"),
        CheckConstraint("state NOT IN ('accepted', 'confirmed') OR invitee IS NOT NULL", name="invitation_accepted_is_somebodys"),
        CheckConstraint("inviter_mac IS NULL OR state = 'confirmed'", name="invitation_inviter_mac_comes_with_confirmation"),
        # One waiting acceptance a person and organisation.
        Index(
            "invitation_waiting",
            "invitee",
            "organisation",
            unique=True,
            postgresql_where=text("state = 'accepted'"),
        ),
        Index("invitation_of_organisation", "organisation", "invitation"),
    )

    invitation: bytes = bytes_column(16, primary_key=True, description="16 random bytes, drawn by the inviter")
    organisation: bytes = bytes_column(16, foreign_key="organisation.organisation")
    role: Role = Field(sa_type=Text, description="manager or member")
    state: InvitationState = Field(sa_type=Text, description="never 'expired': that is computed")
    inviter: bytes = bytes_column(16, foreign_key="person.person")
    invited_on: date = day_column()
    expires_on: date = day_column(description="the last day it holds; moved on by acceptance")
    invitee: bytes | None = bytes_column(16, nullable=True, foreign_key="person.person")
    invitee_mac: bytes | None = bytes_column(32, nullable=True)
    inviter_mac: bytes | None = bytes_column(32, nullable=True)
