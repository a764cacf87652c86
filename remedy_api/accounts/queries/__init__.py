"""Every SELECT on people, organisations and the programme."""

from remedy_api.accounts.queries.people import people_by_kid
from remedy_api.accounts.queries.programme import instance_of, programme_of

__all__ = ["instance_of", "people_by_kid", "programme_of"]
