"""What people read for the codes of tables and plans: one marked sentence or word each, in plain words."""

from collections.abc import Mapping

from remedy_api.kit.i18n import _N
from remedy_api.remedies.states import Answer, Beneficiary, Evidence, Form, StepKind, StepState, TableRole, Verdict

FORMS: Mapping[str, str] = {
    Form.RESTITUTION: _N("Put right: back to how it was before"),
    Form.COMPENSATION: _N("Compensation: money for the harm"),
    Form.REHABILITATION: _N("Care and support to recover"),
    Form.SATISFACTION: _N("Recognition: the truth told, an apology"),
    Form.NON_REPETITION: _N("Guarantee that it does not happen again"),
}

KINDS: Mapping[str, str] = {
    StepKind.RETURN_DOCUMENTS: _N("Give passports and papers back"),
    StepKind.STOP_REPRISAL: _N("Stop punishing those who spoke up"),
    StepKind.REINSTATE: _N("Take dismissed workers back"),
    StepKind.PAY_WAGES: _N("Pay wages that are owed"),
    StepKind.REPAY_FEES: _N("Repay recruitment fees"),
    StepKind.PAY_SEVERANCE: _N("Pay severance"),
    StepKind.PAY_DAMAGES: _N("Pay damages for the harm"),
    StepKind.MEDICAL_TESTS: _N("Medical tests"),
    StepKind.MEDICAL_CARE: _N("Medical care"),
    StepKind.APOLOGY: _N("Apology in the languages of the workers"),
    StepKind.REPAIR_HOUSING: _N("Repair the housing"),
    StepKind.UNION_ACCESS: _N("Agreement on access for the union"),
    StepKind.COMMITTEE_ELECTIONS: _N("Elections of a grievance committee"),
    StepKind.TRAIN_SUPERVISORS: _N("Training of supervisors"),
    StepKind.REPLACE_CHEMICALS: _N("Replace harmful chemicals"),
    StepKind.PURCHASING_PRACTICES: _N("Change how the buying company orders and pays"),
    StepKind.OUTSIDE_VERIFICATION: _N("Verification by somebody from outside"),
    StepKind.OTHER: _N("Something else"),
}

BENEFICIARIES: Mapping[str, str] = {
    Beneficiary.PRESENT_WORKERS: _N("Workers who are there now"),
    Beneficiary.FORMER_WORKERS: _N("Former workers"),
    Beneficiary.MIGRANT_WORKERS: _N("Migrant workers"),
    Beneficiary.WOMEN_WORKERS: _N("Women workers"),
    Beneficiary.REPATRIATED_WORKERS: _N("Workers who have returned to their country"),
    Beneficiary.FAMILIES: _N("Families of workers"),
}

EVIDENCE: Mapping[str, str] = {
    Evidence.PAYSLIPS: _N("Payslips"),
    Evidence.BANK_TRANSFERS: _N("Bank transfers"),
    Evidence.SIGNED_RECEIPTS: _N("Payments that workers confirmed by their signature"),
    Evidence.WORKERS_CONFIRM: _N("Workers confirm it themselves"),
    Evidence.PHOTOS: _N("Photos"),
    Evidence.TEST_RESULTS: _N("Results of tests, without names"),
    Evidence.TRAINING_RECORDS: _N("Records of the training"),
    Evidence.SIGNED_AGREEMENT: _N("Signed agreement"),
    Evidence.PUBLISHED_TEXT: _N("Text that was put up or published"),
    Evidence.VISIT_OF_MONITOR: _N("Visit of a monitor"),
}

STATES: Mapping[str, str] = {
    StepState.OPEN: _N("To be done"),
    StepState.SAID: _N("Said to be done, not verified"),
    StepState.VERIFIED: _N("Verified by the workers"),
    StepState.PARTLY: _N("Partly verified by the workers"),
    StepState.DISPUTED: _N("Disputed by the workers"),
}

VERDICTS: Mapping[str, str] = {
    Verdict.VERIFIED: STATES[StepState.VERIFIED],
    Verdict.PARTLY: STATES[StepState.PARTLY],
    Verdict.DISPUTED: STATES[StepState.DISPUTED],
    Verdict.REOPENED: _N("Opened again by the workers"),
}

ANSWERS: Mapping[str, str] = {
    Answer.ACCEPTED: _N("Accepted"),
    Answer.REFUSED: _N("Refused"),
}

ROLES: Mapping[str, str] = {
    TableRole.REPRESENTATIVE: _N("Represents the workers"),
    TableRole.COORDINATOR: _N("Coordinates the procedure"),
    TableRole.MONITOR: _N("Monitors"),
    TableRole.DUTY_BEARER: _N("Has to answer"),
    TableRole.BUYER: _N("Buys"),
    TableRole.READER: _N("Reads along"),
}
