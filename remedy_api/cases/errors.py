"""What can go wrong with a case."""

from remedy_api.kit.errors import Conflict, Failure, Problem
from remedy_api.kit.i18n import _N


class PreconditionsMissing(Conflict):
    """A step cannot be taken yet; `failures` says everything that is missing, not only the first thing."""

    code = "preconditions-missing"
    message = _N("This step is not possible yet. Something is missing.")

    def __init__(self, failures: tuple[Failure, ...]) -> None:
        super().__init__()
        self.failures = failures


class UnknownCode(Problem):
    """A code, a site or a company in the signed facts that is not known here."""

    code = "unknown-code"
    message = _N("One of the chosen words, sites or companies is not known here. Load the page again and choose anew.")


class FoundingIncomplete(Problem):
    """What a case must begin with was left out."""

    code = "founding-incomplete"
    message = _N("A case begins with a report, what it is about, where it is, how many are concerned, and its first stage.")
