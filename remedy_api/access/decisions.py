"""What a policy answers: yes, no with the reason, or as if there were nothing."""

from dataclasses import dataclass

from remedy_api.kit.errors import Forbidden, NotFound, Unauthenticated


@dataclass(frozen=True, slots=True)
class Allowed:
    """Yes."""

    allowed = True

    def enforce(self) -> None:
        """Let it pass."""


@dataclass(frozen=True, slots=True)
class Denied:
    """An insider without the right: 403 with the reason, one whole sentence marked with `_N`."""

    reason: str
    allowed = False

    def enforce(self) -> None:
        """Raise Forbidden with the reason."""
        raise Forbidden(self.reason)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A stranger: 404, the same as for what was never there."""

    allowed = False

    def enforce(self) -> None:
        """Raise NotFound."""
        raise NotFound


@dataclass(frozen=True, slots=True)
class SignInFirst:
    """Nobody is signed in: 401, whatever was asked for."""

    allowed = False

    def enforce(self) -> None:
        """Raise Unauthenticated."""
        raise Unauthenticated


Decision = Allowed | Denied | Hidden | SignInFirst
