"""What is about to leave is asked once more for its consent, by other words than those by which it was made.

A serializer that forgot to ask, or asked about somebody else, then shows nothing: the request ends with an error.
"""

from collections.abc import Iterable
from datetime import date

from remedy_api.consent.ledger import Consent
from remedy_api.consent.states import Content
from remedy_api.reporting.schemas import ShownCase
from remedy_api.reporting.viewer import Viewer


class Unbacked(Exception):
    """Something was to be shown without a live consent. It says nothing of what."""


def backed(shown: ShownCase, viewer: Viewer, consents: Iterable[Consent], today: date) -> ShownCase:
    """The same case, if each of its parts rests on a live consent for this viewer and this content. Raises Unbacked."""
    names = {viewer.consent_name(one.digest): one for one in consents}
    parts = {
        Content.FACTS: shown.facts.consent,
        Content.PROGRESS: shown.progress.consent if shown.progress is not None else None,
        Content.FINDING: shown.finding.consent if shown.finding is not None else None,
        Content.PLAN: shown.plan.consent if shown.plan is not None else None,
    }
    for content, name in parts.items():
        if name is not None and not _allows(names.get(name), viewer, content, today):
            raise Unbacked
    return shown


def _allows(one: Consent | None, viewer: Viewer, content: Content, today: date) -> bool:
    if one is None or one.content != content or one.audience not in viewer.audiences:
        return False
    if one.until is not None and one.until < today:
        return False
    if one.organisations:
        return viewer.fingerprint in one.organisations
    return one.audience == viewer.audiences[0]
