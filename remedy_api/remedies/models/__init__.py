"""Tables of remedies. Every row is a projection of the signed history of a table's room: actions/rebuild.py makes it anew."""

from remedy_api.remedies.models.party import TableParty
from remedy_api.remedies.models.plan import RemedyAcceptance, RemedyPlan
from remedy_api.remedies.models.step import RemedyStep

__all__ = ["RemedyAcceptance", "RemedyPlan", "RemedyStep", "TableParty"]
