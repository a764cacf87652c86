"""What stands behind a site, as it is told to somebody."""

from sqlmodel import Session

from remedy_api.access.actor import Actor
from remedy_api.supply_chain.policy import buyers_of, can_see_paths, keeps, shown_only
from remedy_api.supply_chain.queries.companies import company_summaries
from remedy_api.supply_chain.queries.paths import behind_site
from remedy_api.supply_chain.queries.sites import site_of
from remedy_api.supply_chain.schemas.path import ContractBehind, Paths, SupplierBehind


def paths_of(session: Session, actor: Actor, site: bytes) -> Paths:
    """What stands behind a site the actor sees. Raises Forbidden, NotFound.

    A buyer is told its own contracts and the paths to them; who stands beside workers is told no contract here, but on a case.
    """
    site_of(session, actor, site)
    can_see_paths(actor).enforce()
    buyers = None if keeps(actor) else buyers_of(actor)
    narrow = shown_only(actor)
    found = behind_site(session, site, shown_only=narrow, buyers=buyers if narrow else None)
    contracts = [one for one in found.contracts if buyers is None or one.buyer in buyers]
    companies = company_summaries(session, [*(one.company for one in found.suppliers), *(found.operator or ())[:1]])
    return Paths(
        operator=companies[found.operator[0]] if found.operator else None,
        suppliers=[
            SupplierBehind(company=companies[one.company], path=list(one.path), tier=one.tier, standing=one.standing)
            for one in found.suppliers
        ],
        contracts=[
            ContractBehind(
                contract=one.contract,
                buyer=one.buyer,
                buyer_name=one.buyer_name,
                title=one.title,
                reference=one.reference,
                ends_on=one.ends_on,
                path=list(one.path),
            )
            for one in contracts
        ],
        contracts_shown=buyers is None or bool(buyers),
        complete=found.complete,
    )
