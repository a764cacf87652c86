"""A small model of what is agreed at a table, which knows no keys and no bytes.

It is written from PROTOCOL.md, not from the code: it keeps the whole story and asks it anew each time.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from remedy_api.sealing.errors import Code

ROLES = {"ana": "representative", "nel": "representative", "fay": "duty_bearer", "dee": "duty_bearer", "bea": "buyer"}
COMPANIES = {"a": "fay", "b": "dee"}
"""Who is let go, let in or entrusted again by a move that names this step."""
Terms = dict[str, tuple[str, str]]
"""A plan in the model: by step its owner and what was agreed of it."""


@dataclass
class Offer:
    """A plan of the model."""

    terms: Terms
    yes: set[str]
    no: set[str] = field(default_factory=set)


@dataclass
class Model:
    """What was said at the table, as PROTOCOL.md tells it."""

    offers: list[Offer] = field(default_factory=list)
    force: int = -1
    state: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=lambda: dict(ROLES))
    gone: set[str] = field(default_factory=set)

    def verified_kept(self, terms: Terms) -> bool:
        now = self.offers[self.force].terms if self.force >= 0 else {}
        return all(terms.get(name) == now[name] for name, state in self.state.items() if state == "verified")

    def owned(self, terms: Terms) -> bool:
        now = self.offers[self.force].terms if self.force >= 0 else {}
        kept = {name for name, state in self.state.items() if state == "verified" and terms.get(name) == now[name]}
        return all(
            self.roles.get(owner) == "duty_bearer" or (owner in self.gone and name in kept) for name, (owner, _) in terms.items()
        )

    def allowed(self, kind: str, actor: str, name: str, terms: Terms) -> Code | None:
        """None, or why not."""
        role, last = self.roles.get(actor, ""), self.offers[-1] if self.offers else None
        workers = role == "representative"
        if kind == "plan":
            if role not in ("representative", "duty_bearer"):
                return Code.NOT_ENTITLED
            good = (last or workers) and self.owned(terms)
            return None if good and self.verified_kept(terms) else Code.WRONG_EVENT
        if kind in ("accepted", "refused"):
            if role not in ("representative", "duty_bearer"):
                return Code.NOT_ENTITLED
            if last is None:
                return Code.WRONG_EVENT
            if not workers and actor not in {owner for owner, _ in last.terms.values()}:
                return Code.NOT_ENTITLED
            if actor in last.yes | last.no:
                return Code.WRONG_EVENT
            good = self.verified_kept(last.terms) if kind == "accepted" else self.force != len(self.offers) - 1
            return None if good else Code.WRONG_EVENT
        if kind == "said_done":
            if name not in self.state:
                return Code.WRONG_EVENT
            if self.offers[self.force].terms[name][0] != actor:
                return Code.NOT_ENTITLED
            return None if self.state[name] in ("open", "partly", "disputed") else Code.WRONG_EVENT
        if not workers:
            return Code.NOT_ENTITLED
        if kind in ("revoked", "admitted", "entrusted"):
            return None if (COMPANIES[name] in self.gone) == (kind == "admitted") else Code.WRONG_EVENT
        at = {
            "verified": ("said", "partly", "disputed"),
            "partly": ("said", "partly", "disputed"),
            "disputed": ("said",),
            "step_reopened": ("verified", "partly"),
        }[kind]
        return None if self.state.get(name) in at else Code.WRONG_EVENT

    def take(self, kind: str, actor: str, name: str, terms: Terms) -> None:
        """It was said."""
        if kind == "plan":
            self.offers.append(Offer(terms, {actor}))
        elif kind == "accepted":
            self.offers[-1].yes.add(actor)
        elif kind == "refused":
            self.offers[-1].no.add(actor)
        elif kind == "revoked":
            self.gone.add(COMPANIES[name])
            self.roles.pop(COMPANIES[name], None)
        elif kind == "admitted":
            self.gone.discard(COMPANIES[name])
        elif kind == "entrusted":
            self.roles[COMPANIES[name]] = "duty_bearer"
        else:
            self.state[name] = {"said_done": "said", "step_reopened": "open"}.get(kind, kind)
        self.settle()

    def settle(self) -> None:
        last = len(self.offers) - 1
        if last < 0 or last == self.force:
            return
        offer = self.offers[last]
        owners = {owner for owner, _ in offer.terms.values()}
        if offer.yes & {"ana", "nel"} and owners - self.gone <= offer.yes and self.verified_kept(offer.terms):
            old = self.offers[self.force].terms if self.force >= 0 else {}
            self.state = {
                name: self.state[name] if old.get(name) == agreed else "open" for name, agreed in sorted(offer.terms.items())
            }
            self.force = last
