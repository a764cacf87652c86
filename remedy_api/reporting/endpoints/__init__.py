"""Routes of what is shown: reviews and previews at casework, the public register at intake."""

from remedy_api.reporting.endpoints.register import public
from remedy_api.reporting.endpoints.review import router

__all__ = ["public", "router"]
