"""Who may do what, before any row is looked at."""

from remedy_api.access.actor import Actor
from remedy_api.access.decisions import Allowed, Decision, Denied
from remedy_api.kit.errors import Forbidden
from remedy_api.kit.i18n import _N
from remedy_api.supply_chain.policy.people import buyers_of, is_monitor, is_worker, keeps, sees_all
from remedy_api.supply_chain.states import Source


def can_see(actor: Actor) -> Decision:
    """Some part of the supply chain; which one, the row filters say."""
    if actor.administrator or actor.memberships:
        return Allowed()
    return Denied(_N("Only the administrator and confirmed members of an organisation see sites and companies."))


def can_keep_sites(actor: Actor) -> Decision:
    """Bringing whole files of sites."""
    return Allowed() if keeps(actor) else Denied(_N("Only the administrator and coordinators keep the list of sites."))


def can_open_for_filing(actor: Actor) -> Decision:
    """What is open for filing, everybody reads."""
    if keeps(actor):
        return Allowed()
    return Denied(_N("Only the administrator and coordinators decide which sites the form offers to reporters."))


def can_add(actor: Actor) -> Decision:
    """Adding sites, products and links."""
    if sees_all(actor):
        return Allowed()
    return Denied(_N("Only coordinators, worker organisations, monitors and the administrator add to the supply chain."))


def can_add_companies(actor: Actor) -> Decision:
    """Adding companies: buyers too, who name their suppliers."""
    return Allowed() if buyers_of(actor) else can_add(actor)


def can_change(actor: Actor) -> Decision:
    """Changing what was recorded."""
    if keeps(actor):
        return Allowed()
    return Denied(_N("Only the administrator and coordinators change what is recorded of sites, companies and links."))


def can_see_contracts(actor: Actor) -> Decision:
    """Contracts as such; on a case, its readers see those behind its site."""
    if keeps(actor) or buyers_of(actor):
        return Allowed()
    return Denied(_N("Contracts are seen by the buyers who made them, by coordinators and by the administrator."))


def can_keep_contracts_of(actor: Actor, buyer: bytes) -> Decision:
    """Adding and changing contracts of one buyer."""
    if keeps(actor) or buyer in buyers_of(actor):
        return Allowed()
    return Denied(_N("Contracts are kept by the buyer who made them, by coordinators and by the administrator."))


def can_confirm_contracts(actor: Actor) -> Decision:
    """Saying that a contract is there: with it, its buyer sees the sites and companies behind it."""
    if keeps(actor):
        return Allowed()
    return Denied(_N("Only the administrator and coordinators confirm contracts."))


def can_see_paths(actor: Actor) -> Decision:
    """What stands behind a site."""
    if sees_all(actor) or buyers_of(actor):
        return Allowed()
    return Denied(_N("Suppliers and operators see their own links only."))


def source_for(actor: Actor, wanted: Source | None) -> Source:
    """From whom something is known that the actor adds: the programme's keepers say it, of others it is known.

    Raises Forbidden when somebody claims another source than his own.
    """
    if keeps(actor):
        return wanted or Source.PUBLIC
    own = Source.WORKER if is_worker(actor) else Source.MONITOR if is_monitor(actor) else Source.DISCLOSURE
    if wanted not in (None, own):
        raise Forbidden(_N("Only the administrator and coordinators record what others have told them."))
    return own
