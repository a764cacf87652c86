"""Routes of cases: at casework, and what a receipt may see of one at intake."""

from remedy_api.cases.endpoints.cases import router
from remedy_api.cases.endpoints.codes import public
from remedy_api.cases.endpoints.receipts import receipts

__all__ = ["public", "receipts", "router"]
