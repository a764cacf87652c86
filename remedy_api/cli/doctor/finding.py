"""What a check found."""

from dataclasses import dataclass, field
from enum import StrEnum

from remedy_api.kit.i18n import render


class Level(StrEnum):
    """How much it matters: a fault breaks a promise or the service; a warning will, or might."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: which check, how much it matters, and one translatable sentence with its values."""

    check: str
    level: Level
    message: str
    values: dict[str, str | int] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The sentence in the caller's language."""
        return render(self.message, **self.values)


def ok(check: str, message: str, /, **values: str | int) -> Finding:
    """All is well."""
    return Finding(check, Level.OK, message, values)


def warning(check: str, message: str, /, **values: str | int) -> Finding:
    """It works, and somebody should look at it."""
    return Finding(check, Level.WARNING, message, values)


def fault(check: str, message: str, /, **values: str | int) -> Finding:
    """It does not do what it promises."""
    return Finding(check, Level.FAULT, message, values)
