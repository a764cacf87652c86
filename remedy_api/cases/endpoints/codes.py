"""The lists of codes in the reader's language, public at both doors."""

from fastapi import APIRouter, Depends

from remedy_api.access import guards
from remedy_api.cases.codes import codes
from remedy_api.cases.schemas import Codes

public = APIRouter(tags=["codes"])


@public.get("/v1/codes", dependencies=[Depends(guards.anyone)])
def get_codes() -> Codes:
    """Every list of codes, in the language asked for by Accept-Language."""
    return codes()
