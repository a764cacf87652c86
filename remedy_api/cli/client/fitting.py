"""Of what the workers must have agreed to show something at a table. The pages ask the same, in consent-fitting.ts."""

from collections.abc import Collection, Mapping

from remedy_api.sealing.content import Attachment, Content
from remedy_api.sealing.verified import VerifiedRoom

Contents = tuple[str, ...]

EVIDENCE: Contents = ("evidence",)
DECIDED: Contents = ("notice", "facts")
FOUND: Contents = ("finding",)
_FROM_LEAST = (EVIDENCE, DECIDED, FOUND)

NEVER = frozenset({"kept", "declared", "consent_given"})
"""An entry that such a step names is never shown to anybody."""
ON_FINDINGS = frozenset({"finding", "commented", "contested"})
DECISIONS = frozenset({"stage", "suspended", "closed", "reopened"})

_OF_KIND: Mapping[str, Contents] = {
    "message": EVIDENCE,
    "attachment": EVIDENCE,
    "reasons": DECIDED,
    "notice": DECIDED,
    "referral": DECIDED,
    "finding": FOUND,
    "comment": FOUND,
}
COPY = "redacted-copy"
_OF_COPIES: Mapping[str, Contents] = {
    f"{COPY}-{name}": one for name, one in zip(("evidence", "notice", "finding"), _FROM_LEAST, strict=True)
}


def asked_for(case: VerifiedRoom, entry: str, content: Content) -> Contents:
    """What the consent must be of, one of these, for an entry (the hash of its header) that says this."""
    types = {event.type for event in case.events if event.data.get("entry") == entry}
    evidence = any(entry in event.texts("evidence") for event in case.events if event.type == "finding")
    form = "" if isinstance(content, Attachment) else content.form
    return () if types & NEVER else contents_for(types, evidence, content.kind, form)


def contents_for(types: Collection[str], evidence: bool, kind: str, form: str) -> Contents:
    """Of what a consent must be, one of these: of what the steps say that name an entry as theirs (`types`; `evidence`: a finding
    names it), or of what it says itself under its seal, whichever asks for more. Nothing, if it is never to be shown: a kind or
    a copy that is not known here, and what says more itself than its step, for which the server takes no other consent.
    """
    own = _most(_OF_KIND.get(kind, ()), _OF_COPIES.get(form, ()) if form.startswith(COPY) else EVIDENCE)
    if not types and not evidence:
        # Reasons of a step that was not taken: it may have contested a finding.
        return _most(own, FOUND) if kind == "reasons" else own
    named = FOUND if ON_FINDINGS & {*types} else DECIDED if DECISIONS & {*types} else EVIDENCE
    return named if own and _most(own, named) == named else ()


def _most(one: Contents, other: Contents) -> Contents:
    """The one that asks for more; nothing asks for the most."""
    return max(one, other, key=_FROM_LEAST.index) if one and other else ()
