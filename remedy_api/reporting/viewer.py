"""For whom something is shown, and the names that things have for this viewer alone.

A reference is the case's id under a permutation of the viewer's own: two viewers cannot compare theirs, nobody can tell the id of
a room from one, and the server finds the case again without keeping a table of names. A consent is named by a keyed hash of its
digest, because a table's history tells the digest itself: with it, whoever sits there could tell which room a row speaks of.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import ECB
from sqlmodel import Session

from remedy_api.accounts.states import OrganisationKind
from remedy_api.consent.ledger import Consent, covers, covers_organisation
from remedy_api.consent.states import AUDIENCES_OF, Audience, Content
from remedy_api.sealing.lp import lp

_PUBLIC = b"public"


@dataclass(frozen=True, slots=True)
class Viewer:
    """One organisation by its id and fingerprint (empty while it has no key); without a kind it is the public."""

    kind: OrganisationKind | None
    organisation: bytes
    fingerprint: bytes
    key: bytes = field(repr=False)

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """The audiences it belongs to, its own first."""
        return (Audience.PUBLIC,) if self.kind is None else AUDIENCES_OF[self.kind]

    def consent(self, consents: Iterable[Consent], content: Content, today: date) -> Consent | None:
        """The consent on which it rests that this viewer is shown this content today."""
        if self.kind is None:
            return covers(consents, today, audience=Audience.PUBLIC, content=content, organisation=None)
        return covers_organisation(consents, today, kind=self.kind, content=content, organisation=self.fingerprint)

    def reference(self, case: bytes) -> bytes:
        """The name of a case for this viewer."""
        encryptor = self._permutation().encryptor()
        return encryptor.update(case) + encryptor.finalize()

    def case(self, reference: bytes) -> bytes:
        """The id behind a reference. Made-up references lead to ids that no case has."""
        decryptor = self._permutation().decryptor()
        return decryptor.update(reference) + decryptor.finalize()

    def consent_name(self, digest: bytes) -> bytes:
        """The name of a consent for this viewer."""
        return hmac.digest(self.key, lp("consent", digest), "sha256")

    def _permutation(self) -> Cipher[ECB]:
        # One block of random bytes, once each: what this mode is bad at, equal blocks of a longer text, there is none of.
        return Cipher(AES256(hmac.digest(self.key, lp("reference"), "sha256")), ECB())  # noqa: S305


def viewer_for(session: Session, kind: OrganisationKind, organisation: bytes, fingerprint: bytes) -> Viewer:
    """An organisation as a viewer."""
    return Viewer(kind, organisation, fingerprint, _key(session, organisation))


def the_public(session: Session) -> Viewer:
    """Everybody."""
    return Viewer(None, b"", b"", _key(session, _PUBLIC))


def _key(session: Session, owner: bytes) -> bytes:
    # From the key that is kept off the data disk: a copied database resolves no reference.
    people_key = session.info["people_key"]
    if people_key is None:
        raise RuntimeError("this session was opened without the key that references are made with")
    return hmac.digest(people_key, lp("remedy/v1/review", owner), "sha256")
