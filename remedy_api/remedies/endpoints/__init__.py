"""Routes of tables at the casework door."""

from remedy_api.remedies.endpoints.codes import public
from remedy_api.remedies.endpoints.disclosures import router as disclosures
from remedy_api.remedies.endpoints.tables import router as tables

__all__ = ["disclosures", "public", "tables"]
