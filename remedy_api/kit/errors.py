"""Errors are facts: a code, one whole translatable sentence, named values. They know no HTTP;
kit/http/problems.py renders them.

A domain error is a subclass in its room's errors.py:

    class InvitationExpired(Conflict):
        code = "invitation-expired"
        message = _N("This invitation has expired. Ask for a new one.")

Values never hold anything a person typed: a problem does not echo what was sent.
"""

from typing import ClassVar, NamedTuple

from remedy_api.kit.i18n import _N


class Field(NamedTuple):
    """What is wrong in one place of a request: JSON `pointer` into the body, a `code`, one marked sentence,
    its values.
    """

    pointer: str
    code: str
    message: str
    values: dict[str, str | int] = {}  # noqa: RUF012 - never changed, and a NamedTuple has no factories


class Failure(NamedTuple):
    """A condition that is not met: a `code` and one marked sentence that says what is missing."""

    code: str
    message: str


class Problem(Exception):
    """The root: something the caller is told about.

    `code` ends up in `type` and `code` of the answer, `status_hint` names its kind (kit/http/problems.py has
    the table), and `message` is one sentence marked with `_N`, with `%(name)s` for each of the values.
    """

    code: ClassVar[str] = "invalid"
    status_hint: ClassVar[str] = "invalid"
    message: str = _N("This cannot be done as it was sent.")

    def __init__(self, **values: str | int) -> None:
        super().__init__(self.code)
        self.values = values


class Malformed(Problem):
    """The bytes are not what they claim to be (not JSON, not a sealed report)."""

    code = "malformed"
    status_hint = "malformed"
    message = _N("What was sent could not be read.")


class Invalid(Problem):
    """The request was read, but some fields cannot be accepted; `fields` says which."""

    message = _N("Some answers need to be corrected.")

    def __init__(self, fields: tuple[Field, ...] = (), **values: str | int) -> None:
        super().__init__(**values)
        self.fields = fields


class Unauthenticated(Problem):
    """Nobody is signed in, or the session has ended."""

    code = "sign-in-needed"
    status_hint = "unauthenticated"
    message = _N("Please sign in first.")


class Forbidden(Problem):
    """An insider without the right; `reason` is a sentence marked with `_N` that says why."""

    code = "forbidden"
    status_hint = "forbidden"
    message = _N("You do not have the right to do this.")

    def __init__(self, reason: str | None = None, **values: str | int) -> None:
        super().__init__(**values)
        if reason is not None:
            self.message = reason


class NotFound(Problem):
    """It is not there, or a stranger asks: both look the same."""

    code = "not-found"
    status_hint = "not-found"
    message = _N("This does not exist, or you have no access to it.")


class Conflict(Problem):
    """What is there already stands in the way."""

    code = "conflict"
    status_hint = "conflict"
    message = _N("This conflicts with something that is already there.")


class Stale(Problem):
    """Somebody changed it in the meantime."""

    code = "stale"
    status_hint = "stale"
    message = _N("Somebody changed this in the meantime. Load it again and repeat your change.")


class PreconditionRequired(Problem):
    """A change came without saying which version it changes."""

    code = "precondition-required"
    status_hint = "precondition-required"
    message = _N("This change must say which version it is based on.")


class TooMany(Problem):
    """A limit on tries or speed; `seconds` says when to try again."""

    code = "too-many-tries"
    status_hint = "too-many"
    message = _N("Too many tries. Please wait and try again. Seconds to wait: %(seconds)s.")

    def __init__(self, seconds: int, **values: str | int) -> None:
        super().__init__(seconds=seconds, **values)
        self.seconds = seconds
