"""What can go wrong with people and organisations."""

from collections.abc import Iterator
from contextlib import contextmanager

from remedy_api.kit.errors import Conflict, Forbidden, NotFound, Problem, Unauthenticated
from remedy_api.kit.i18n import _N
from remedy_api.sealing.errors import SealError


class SealRefused(Problem):
    """Keys, signatures or rosters do not hold as the protocol says; `reason` is the protocol's word for why."""

    code = "seal-refused"
    message = _N("What was sent is not sealed as it must be (%(reason)s). Nothing was kept.")


@contextmanager
def refusals() -> Iterator[None]:
    """Tell the protocol's refusals as problems."""
    try:
        yield
    except SealError as error:
        raise SealRefused(reason=error.code.value) from error


class SignInFailed(Unauthenticated):
    """The address or what proves it is wrong; which of the two is not told."""

    code = "sign-in-failed"
    message = _N("The mail address or the passphrase is not right.")


class RecoveryFailed(Unauthenticated):
    """The address or the recovery code is wrong; which of the two is not told."""

    code = "recovery-failed"
    message = _N("The mail address or the recovery code is not right.")


class ProofFailed(Forbidden):
    """Whoever is signed in could not show again that the account is his."""

    code = "proof-failed"
    message = _N("The passphrase is not right.")


class TokenUnknown(Unauthenticated):
    """A token that opens nothing; which of the reasons it is, is not told."""

    code = "token-unknown"
    message = _N("This token is not valid here: it was revoked, has expired or is not complete. Its owner can make a new one.")


class KeyNeeded(Problem):
    """A token of a person's own account was to write or sign."""

    code = "key-needed"
    message = _N("This needs a program with keys of its own. Invite the program first, then make a token for it.")


class TooManyTokens(Conflict):
    """As many tokens as one person may answer for."""

    code = "too-many-tokens"
    message = _N("You have as many tokens as there can be. Revoke those that are no longer needed.")


class SetupLinkUnknown(NotFound):
    """The one-time link was used, replaced, or never given out."""

    code = "setup-link-unknown"
    message = _N("This link was used already or is not the newest one. Look for the newest one where the server was started.")


class AddressInUse(Conflict):
    """An account has this address. Told only to holders of an invitation, who could find out by signing in anyway."""

    code = "address-in-use"
    message = _N("There is an account with this mail address already. Sign in with it, then open the invitation again.")


class AccountTwin(Conflict):
    """An id or key that is there already: drawn at random they never meet, so somebody sent one a second time."""

    code = "account-twin"
    message = _N("This account is there already. Load the page again and make new keys.")


class OrganisationTwin(Conflict):
    """Another organisation in that country has the name: reporters could not tell them apart."""

    code = "organisation-twin"
    message = _N("An organisation with this name is already there in this country.")


class NoCompanyReceives(Problem):
    """A company cannot be chosen as a reader of reports."""

    code = "no-company-receives-reports"
    message = _N("Only worker organisations, monitors and coordinators can receive reports.")


class InvitationTwin(Conflict):
    """An invitation with this id is there already."""

    code = "invitation-twin"
    message = _N("This invitation is there already. Make a new one.")


class InvitationEnded(Conflict):
    """It was withdrawn, has expired, or was used by somebody."""

    code = "invitation-ended"
    message = _N("This invitation can no longer be used. Ask for a new one.")


class AlreadyMember(Conflict):
    """Who accepts belongs to the organisation already, or waits to be confirmed."""

    code = "already-member"
    message = _N("You belong to this organisation already, or wait to be confirmed.")


class AccountNeeded(Unauthenticated):
    """Nobody is signed in and no account was sent."""

    code = "account-needed"
    message = _N("Sign in or make an account to accept this invitation.")


class AccountNotWanted(Conflict):
    """Somebody signed in sent a second account."""

    code = "account-not-wanted"
    message = _N("You are signed in already. Accept with your account, or sign out first.")


class VaultBehind(Conflict):
    """The version inside does not follow the one that is kept."""

    code = "vault-behind"
    message = _N("Another device of yours was faster. Load the page again and repeat it.")
