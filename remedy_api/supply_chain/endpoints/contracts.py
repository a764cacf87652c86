"""Contracts of buyers with their suppliers."""

from fastapi import APIRouter, Request, Response

from remedy_api.kit.db.session import DbSession
from remedy_api.kit.http.etag import IfMatch, etag, if_match
from remedy_api.kit.http.wire import HexId
from remedy_api.kit.pagination import Page, PagingQuery
from remedy_api.supply_chain.actions import contracts as actions
from remedy_api.supply_chain.endpoints.common import Once, Search, SignedIn
from remedy_api.supply_chain.queries import contracts as queries
from remedy_api.supply_chain.schemas.contract import ContractCreate, ContractPublic, ContractUpdate

router = APIRouter(prefix="/v1/contracts", tags=["contracts"])


@router.get("")
def list_contracts(session: DbSession, actor: SignedIn, paging: PagingQuery, query: Search = "") -> Page[ContractPublic]:
    """The contracts I see: all by title, or those with a title or number in which a word begins so. A buyer sees its own, the
    programme's keepers see all.
    """
    contracts, following = queries.contract_page(session, actor, paging, search=query)
    return Page(items=contracts, next=following)


@router.post("", status_code=201, response_model=ContractPublic)
def add_contract(wanted: ContractCreate, session: DbSession, actor: SignedIn, once: Once) -> Response:
    """Add a contract."""
    return once.once(
        session,
        actor,
        "contracts",
        lambda: queries.public_contract(session, actions.add_contract(session, actor, wanted=wanted)),
    )


@router.get("/{contract}")
def get_contract(contract: HexId, response: Response, session: DbSession, actor: SignedIn) -> ContractPublic:
    """One contract."""
    found = queries.contract_of(session, actor, contract)
    response.headers["ETag"] = etag(found.version)
    return queries.public_contract(session, found)


@router.patch("/{contract}")
def change_contract(
    contract: HexId,
    wanted: ContractUpdate,
    request: Request,
    response: Response,
    session: DbSession,
    actor: SignedIn,
    _: IfMatch = None,
) -> ContractPublic:
    """Change a contract."""
    found = queries.contract_of(session, actor, contract, lock=True)
    if_match(request, etag(found.version))
    changed = actions.change_contract(session, actor, contract=found, wanted=wanted)
    response.headers["ETag"] = etag(changed.version)
    return queries.public_contract(session, changed)
