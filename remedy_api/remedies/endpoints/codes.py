"""The lists of codes of plans in the reader's language, public."""

from fastapi import APIRouter, Depends

from remedy_api.access import guards
from remedy_api.remedies.codes import codes
from remedy_api.remedies.schemas import TableCodes

public = APIRouter(tags=["codes"])


@public.get("/v1/codes/tables", dependencies=[Depends(guards.anyone)])
def get_codes() -> TableCodes:
    """Every list of codes of plans, in the language asked for by Accept-Language."""
    return codes()
