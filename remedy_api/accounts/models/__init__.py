"""Tables of people and organisations."""

from remedy_api.accounts.models.invitation import Invitation
from remedy_api.accounts.models.lane import SignInLane
from remedy_api.accounts.models.membership import Membership
from remedy_api.accounts.models.organisation import Organisation
from remedy_api.accounts.models.person import AccountKey, Person, Slot
from remedy_api.accounts.models.programme import Programme, SetupLink
from remedy_api.accounts.models.session import Device, LoginSession
from remedy_api.accounts.models.token import ProgramToken

__all__ = [
    "AccountKey",
    "Device",
    "Invitation",
    "LoginSession",
    "Membership",
    "Organisation",
    "Person",
    "ProgramToken",
    "Programme",
    "SetupLink",
    "SignInLane",
    "Slot",
]
