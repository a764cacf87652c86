"""Tables of the intake."""

from remedy_api.intake.models.submission import Submission

__all__ = ["Submission"]
