"""Codes of a case and what may follow what; pure. What people read for a code stands in labels.py."""

from enum import StrEnum


class Stage(StrEnum):
    """Where a case stands. The words are those of signed histories: none is ever given another meaning."""

    ADMISSIBILITY = "admissibility"
    SAFETY = "safety"
    NOTIFICATION = "notification"
    FACT_FINDING = "fact_finding"
    FINDING = "finding"
    NEGOTIATION = "negotiation"
    IMPLEMENTATION = "implementation"
    VERIFICATION = "verification"


NEXT: dict[Stage | None, frozenset[Stage]] = {
    None: frozenset({Stage.ADMISSIBILITY}),
    Stage.ADMISSIBILITY: frozenset({Stage.SAFETY}),
    Stage.SAFETY: frozenset({Stage.NOTIFICATION}),
    # One may always come back to safety: what was thought safe may turn out not to be.
    Stage.NOTIFICATION: frozenset({Stage.FACT_FINDING, Stage.SAFETY}),
    Stage.FACT_FINDING: frozenset({Stage.FINDING, Stage.SAFETY}),
    Stage.FINDING: frozenset({Stage.NEGOTIATION, Stage.SAFETY}),
    Stage.NEGOTIATION: frozenset({Stage.IMPLEMENTATION, Stage.FINDING, Stage.SAFETY}),
    Stage.IMPLEMENTATION: frozenset({Stage.VERIFICATION, Stage.SAFETY}),
    # What was said to be done may turn out not to be.
    Stage.VERIFICATION: frozenset({Stage.IMPLEMENTATION, Stage.SAFETY}),
}
"""What may follow what; None is a case that is only being founded. No stage is ever skipped."""

ORDER = tuple(Stage)
"""The stages in the order in which a case runs through them."""


def is_from(stage: Stage | None, first: Stage) -> bool:
    """Whether a case has come as far as this stage."""
    return stage is not None and ORDER.index(stage) >= ORDER.index(first)


def is_back(before: Stage | None, after: Stage) -> bool:
    """Whether this step leads back, which needs a reason."""
    return before is not None and ORDER.index(after) < ORDER.index(before)


class Role(StrEnum):
    """What an organisation does in a case."""

    REPRESENTATIVE = "representative"
    COORDINATOR = "coordinator"
    MONITOR = "monitor"
    READER = "reader"


CONCLUDING = frozenset({Role.REPRESENTATIVE, Role.COORDINATOR, Role.MONITOR})
"""Roles of those whose finding ends the fact-finding: monitors, and whoever handles the case."""


class Outcome(StrEnum):
    """How a case ended."""

    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    REFERRED = "referred"
    NOT_ADMISSIBLE = "not_admissible"
    REMEDIED = "remedied"
    PARTLY = "partly_remedied"
    UNREMEDIED = "unremedied"


REMEDY = frozenset({Outcome.REMEDIED, Outcome.PARTLY, Outcome.UNREMEDIED})
"""Outcomes that say what became of the remedy."""


class ClockName(StrEnum):
    """Clocks that run in a procedure; named after the stage that must end before they do."""

    ACKNOWLEDGEMENT = "acknowledgement"
    ADMISSIBILITY = "admissibility"
    FACT_FINDING = "fact_finding"
    FINDING = "finding"
    NEGOTIATION = "negotiation"
    VERIFICATION = "verification"


CLOCK_OF: dict[Stage, ClockName] = {
    Stage.ADMISSIBILITY: ClockName.ADMISSIBILITY,
    Stage.FACT_FINDING: ClockName.FACT_FINDING,
    Stage.FINDING: ClockName.FINDING,
    Stage.NEGOTIATION: ClockName.NEGOTIATION,
    Stage.VERIFICATION: ClockName.VERIFICATION,
}
"""The clock that runs while a case is in a stage; safety and notification take the time they need, and in the
implementation each step has a day of its own.
"""


class Fact(StrEnum):
    """What a representative may record of a case, so that it leaves the seal. The procedure is chosen when a case is opened,
    and never again: by it the server knows which cases are on the fast track, because somebody suffers a reprisal. Whom it
    hit, what was done, and which case it belongs to stay sealed.
    """

    PROFILE = "profile"
    SITE = "site"
    ISSUES = "issues"
    INDICATORS = "indicators"
    WORKERS = "workers"
    DUTY_BEARERS = "duty_bearers"
    EXTERNAL = "external"
    SATISFACTION = "satisfaction"
    FOLLOW_UP = "follow_up"


AFTERWARDS = frozenset({Fact.SATISFACTION, Fact.FOLLOW_UP})
"""Facts that are recorded once a case is closed, too."""


class Kept(StrEnum):
    """What is kept sealed in the room; the history says only that it is there, and in which entry."""

    MANDATE = "mandate"
    RISK = "risk"
    SAFE_CONTACT = "safe_contact"


class Issue(StrEnum):
    """What a case is about. Reprisal is no issue: it is a case of its own, with a procedure of its own. That much the server
    knows, and tells those who read the case and nobody else; which other case it belongs to is sealed in both rooms.
    """

    FREEDOM_OF_ASSOCIATION = "freedom_of_association"
    FORCED_LABOUR = "forced_labour"
    RECRUITMENT_FEES = "recruitment_fees"
    RECRUITMENT_DECEPTION = "recruitment_deception"
    RECRUITMENT_DOCUMENTS = "recruitment_documents"
    CHILD_YOUNG_WORKERS = "child_young_workers"
    DISCRIMINATION = "discrimination"
    VIOLENCE_HARASSMENT = "violence_harassment"
    WAGES = "wages"
    HOURS = "hours"
    SAFETY_HEALTH = "safety_health"
    CONTRACT_DISMISSAL = "contract_dismissal"
    HOUSING = "housing"
    PRIVACY = "privacy"
    ENVIRONMENT_COMMUNITY = "environment_community"
    OTHER = "other"


class Indicator(StrEnum):
    """The eleven indicators of forced labour of the International Labour Organization."""

    ABUSE_OF_VULNERABILITY = "abuse_of_vulnerability"
    DECEPTION = "deception"
    RESTRICTION_OF_MOVEMENT = "restriction_of_movement"
    ISOLATION = "isolation"
    PHYSICAL_SEXUAL_VIOLENCE = "physical_sexual_violence"
    INTIMIDATION_THREATS = "intimidation_threats"
    RETENTION_OF_DOCUMENTS = "retention_of_documents"
    WITHHOLDING_OF_WAGES = "withholding_of_wages"
    DEBT_BONDAGE = "debt_bondage"
    ABUSIVE_CONDITIONS = "abusive_conditions"
    EXCESSIVE_OVERTIME = "excessive_overtime"


class Band(StrEnum):
    """How many workers are concerned, never as a number."""

    UNDER_10 = "under-10"
    TO_49 = "10-49"
    TO_249 = "50-249"
    TO_999 = "250-999"
    FROM_1000 = "1000-plus"


class Involvement(StrEnum):
    """How a company is involved in the harm."""

    CAUSED = "caused"
    CONTRIBUTED = "contributed"
    LINKED = "linked"


class Channel(StrEnum):
    """Another way that a case takes beside this one."""

    SUPPLIER_MECHANISM = "supplier_mechanism"
    BUYER_MECHANISM = "buyer_mechanism"
    LABOUR_INSPECTORATE = "labour_inspectorate"
    COURT = "court"
    MEDIATION = "mediation"
    CONTACT_POINT = "national_contact_point"


class Conclusion(StrEnum):
    """What a monitor found."""

    SUBSTANTIATED = "substantiated"
    PARTLY = "partly"
    NOT = "not"
    INCONCLUSIVE = "inconclusive"


class Grade(StrEnum):
    """How much the evidence of a finding bears."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"


class FindingState(StrEnum):
    """How far a finding has come. That it is contested stands beside either."""

    DRAFT = "draft"
    ESTABLISHED = "established"


class Satisfaction(StrEnum):
    """How satisfied the workers are with how their case was handled."""

    VERY = "very"
    RATHER = "rather"
    LITTLE = "little"
    NOT = "not"


class FollowUp(StrEnum):
    """When after its closing somebody looks whether it has stayed remedied."""

    AFTER_3_MONTHS = "3-months"
    AFTER_6_MONTHS = "6-months"
    AFTER_12_MONTHS = "12-months"


class Reason(StrEnum):
    """Why a step was taken; the words behind it are a sealed entry."""

    NEW_DANGER = "new_danger"
    CONSENT_CHANGED = "consent_changed"
    NEW_FACTS = "new_facts"
    WORKERS_ASKED = "workers_asked"
    OTHER_CHANNEL = "other_channel"
    WAITING = "waiting"
    OUT_OF_SCOPE = "out_of_scope"
    NO_MANDATE = "no_mandate"
    NOT_REACHED = "not_reached"
    SAME_MATTER = "same_matter"
    NOT_KEPT = "not_kept"
    MISTAKE = "mistake"
    NO_FINDING_NEEDED = "no_finding_needed"
    STEP_NOT_DONE = "step_not_done"
    OVERRIDE = "override"


REASONS: dict[str, tuple[Reason, ...]] = {
    "stage": (
        Reason.NEW_DANGER,
        Reason.CONSENT_CHANGED,
        Reason.NEW_FACTS,
        Reason.STEP_NOT_DONE,
        Reason.NO_FINDING_NEEDED,
        Reason.MISTAKE,
    ),
    "suspended": (Reason.NEW_DANGER, Reason.WORKERS_ASKED, Reason.OTHER_CHANNEL, Reason.WAITING),
    "closed": (
        Reason.WORKERS_ASKED,
        Reason.NEW_DANGER,
        Reason.OTHER_CHANNEL,
        Reason.OUT_OF_SCOPE,
        Reason.NO_MANDATE,
        Reason.NOT_REACHED,
        Reason.SAME_MATTER,
        Reason.OVERRIDE,
    ),
    "reopened": (Reason.NEW_FACTS, Reason.WORKERS_ASKED, Reason.NOT_KEPT, Reason.NEW_DANGER, Reason.MISTAKE),
}
"""Which reasons fit which type of event."""
