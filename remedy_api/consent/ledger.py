"""What the workers allowed, and the one rule of what that covers; pure. Whoever shows a case to anybody asks here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from remedy_api.accounts.states import OrganisationKind
from remedy_api.consent.states import AUDIENCES_OF, Audience, Content, Way


@dataclass(frozen=True, slots=True)
class Consent:
    """What the workers allowed to be shown to whom, and through which day; None: until they withdraw it.

    `digest`: of the event that gave it. `organisations`: fingerprints of those of the audience that it names; none named is
    all of that audience.
    """

    digest: bytes
    audience: Audience
    content: Content
    until: date | None
    given_on: date
    organisations: tuple[bytes, ...] = ()
    way: Way = Way.WRITTEN

    def is_live(self, today: date) -> bool:
        """Whether it holds on a day, its last day included."""
        return self.until is None or today <= self.until

    def names(self, organisation: bytes | None) -> bool:
        """Whether it speaks of an organisation, by its fingerprint; None: of nobody in particular."""
        return not self.organisations or organisation in self.organisations


def covers(
    consents: Iterable[Consent], today: date, *, audience: Audience, content: Content, organisation: bytes | None
) -> Consent | None:
    """The consent on which it rests that this content is shown to this audience today, to the organisation with this
    fingerprint (None: to nobody in particular, as the public); None when nothing allows it.

    `consents`: those that were not withdrawn. Of several it is the one that holds longest, so that what is shown does not
    rest on another every day.
    """
    fitting = [
        one
        for one in consents
        if one.is_live(today) and (one.audience, one.content) == (audience, content) and one.names(organisation)
    ]
    return max(fitting, key=lambda one: (one.until or date.max, one.digest), default=None)


def covers_organisation(
    consents: Iterable[Consent], today: date, *, kind: OrganisationKind, content: Content, organisation: bytes
) -> Consent | None:
    """The consent on which it rests that an organisation (its kind and fingerprint) is shown this content today.

    Who only says "the suppliers" does not mean the employer: a consent without names is for those whose own audience it is.
    """
    held, own = list(consents), AUDIENCES_OF[kind][:1]
    fitting = [one for one in held if one.audience in own or organisation in one.organisations]
    found = [covers(fitting, today, audience=one, content=content, organisation=organisation) for one in AUDIENCES_OF[kind]]
    return max((one for one in found if one), key=lambda one: (one.until or date.max, one.digest), default=None)
