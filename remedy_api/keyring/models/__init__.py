"""Tables of rosters, organisation epochs and wrapped organisation secrets."""

from remedy_api.keyring.models.epoch import OrganisationEpoch, OrganisationWrap
from remedy_api.keyring.models.roster import Roster, RosterName

__all__ = ["OrganisationEpoch", "OrganisationWrap", "Roster", "RosterName"]
