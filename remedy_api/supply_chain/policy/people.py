"""What somebody is to the supply chain. One person may be several of these; then the widest view counts."""

from remedy_api.access.actor import Actor


def keeps(actor: Actor) -> bool:
    """The administrator and coordinators keep what is recorded."""
    return actor.administrator or any(one.kind == "coordinator" for one in actor.memberships)


def is_worker(actor: Actor) -> bool:
    """Acts for a worker organisation."""
    return any(one.kind == "worker_organisation" for one in actor.memberships)


def is_monitor(actor: Actor) -> bool:
    """Acts for a monitor."""
    return any(one.kind == "monitor" for one in actor.memberships)


def sees_all(actor: Actor) -> bool:
    """Sees every site, company and link: who keeps them, and who stands beside workers."""
    return keeps(actor) or is_worker(actor) or is_monitor(actor)


def shown_only(actor: Actor) -> bool:
    """Whether what workers and monitors recorded is kept from this person: it may tell that somebody complained."""
    return not sees_all(actor)


def buyers_of(actor: Actor) -> tuple[bytes, ...]:
    """Ids of the buyers this person acts for."""
    return tuple(one.organisation for one in actor.memberships if one.kind == "buyer")


def companies_of(actor: Actor) -> tuple[bytes, ...]:
    """Ids of the supplier and operator organisations this person acts for."""
    return tuple(one.organisation for one in actor.memberships if one.kind in ("supplier", "operator"))
