"""Who may see and keep the list of sites."""

from remedy_api.access.actor import Actor
from remedy_api.access.decisions import Allowed, Decision, Denied
from remedy_api.kit.i18n import _N


def can_keep_sites(actor: Actor) -> Decision:
    """The administrator and coordinators keep the list of sites; what is open for filing is public anyway."""
    if actor.administrator or any(one.kind == "coordinator" for one in actor.memberships):
        return Allowed()
    return Denied(_N("Only the administrator and coordinators keep the list of sites."))
