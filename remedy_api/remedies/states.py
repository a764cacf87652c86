"""Codes of tables and plans; pure. What people read for a code stands in labels.py. The words are those of signed histories."""

from enum import StrEnum

from remedy_api.accounts.states import COMPANIES as COMPANIES
from remedy_api.cases.states import Reason


class TableRole(StrEnum):
    """What an organisation does at a table."""

    REPRESENTATIVE = "representative"
    COORDINATOR = "coordinator"
    MONITOR = "monitor"
    DUTY_BEARER = "duty_bearer"
    BUYER = "buyer"
    READER = "reader"


class Form(StrEnum):
    """The forms of reparation."""

    RESTITUTION = "restitution"
    COMPENSATION = "compensation"
    REHABILITATION = "rehabilitation"
    SATISFACTION = "satisfaction"
    NON_REPETITION = "non_repetition"


class StepKind(StrEnum):
    """What is to be done."""

    RETURN_DOCUMENTS = "return_documents"
    STOP_REPRISAL = "stop_reprisal"
    REINSTATE = "reinstate"
    PAY_WAGES = "pay_wages"
    REPAY_FEES = "repay_fees"
    PAY_SEVERANCE = "pay_severance"
    PAY_DAMAGES = "pay_damages"
    MEDICAL_TESTS = "medical_tests"
    MEDICAL_CARE = "medical_care"
    APOLOGY = "apology"
    REPAIR_HOUSING = "repair_housing"
    UNION_ACCESS = "union_access"
    COMMITTEE_ELECTIONS = "committee_elections"
    TRAIN_SUPERVISORS = "train_supervisors"
    REPLACE_CHEMICALS = "replace_chemicals"
    PURCHASING_PRACTICES = "purchasing_practices"
    OUTSIDE_VERIFICATION = "outside_verification"
    OTHER = "other"


class Beneficiary(StrEnum):
    """Whom a step is to reach. Nobody in particular named: all who are concerned."""

    PRESENT_WORKERS = "present_workers"
    FORMER_WORKERS = "former_workers"
    MIGRANT_WORKERS = "migrant_workers"
    WOMEN_WORKERS = "women_workers"
    REPATRIATED_WORKERS = "repatriated_workers"
    FAMILIES = "families"


class Evidence(StrEnum):
    """What is to show that a step was done."""

    PAYSLIPS = "payslips"
    BANK_TRANSFERS = "bank_transfers"
    SIGNED_RECEIPTS = "signed_receipts"
    WORKERS_CONFIRM = "workers_confirm"
    PHOTOS = "photos"
    TEST_RESULTS = "test_results"
    TRAINING_RECORDS = "training_records"
    SIGNED_AGREEMENT = "signed_agreement"
    PUBLISHED_TEXT = "published_text"
    VISIT_OF_MONITOR = "visit_of_monitor"


class Answer(StrEnum):
    """What an organisation said to a plan."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


class StepState(StrEnum):
    """How far a step of the plan in force has come."""

    OPEN = "open"
    SAID = "said"
    VERIFIED = "verified"
    PARTLY = "partly"
    DISPUTED = "disputed"


UNFINISHED = frozenset({StepState.OPEN, StepState.PARTLY, StepState.DISPUTED})
"""States in which it is the owner's turn."""


class Verdict(StrEnum):
    """What the representatives said last of a step: theirs alone, whatever its owner says."""

    VERIFIED = "verified"
    PARTLY = "partly"
    DISPUTED = "disputed"
    REOPENED = "reopened"


REOPENED = (Reason.NOT_KEPT, Reason.NEW_FACTS, Reason.WORKERS_ASKED, Reason.NEW_DANGER, Reason.MISTAKE)
"""Why a step that was verified is looked at again."""
