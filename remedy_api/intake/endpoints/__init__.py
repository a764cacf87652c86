"""Routes of the intake: filing at both doors, and what a receipt can do."""

from remedy_api.intake.endpoints.filing import for_reporters, for_representatives
from remedy_api.intake.endpoints.receipts import receipts

__all__ = ["for_reporters", "for_representatives", "receipts"]
