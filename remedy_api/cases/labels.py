"""What people read for the codes of a case: one marked sentence or word each, in plain words."""

from collections.abc import Mapping

from remedy_api.cases.states import (
    Band,
    Channel,
    ClockName,
    Conclusion,
    FindingState,
    FollowUp,
    Grade,
    Indicator,
    Involvement,
    Issue,
    Outcome,
    Reason,
    Role,
    Satisfaction,
    Stage,
)
from remedy_api.consent.states import Audience, Content, Way
from remedy_api.kit.i18n import _N

ISSUES: Mapping[str, str] = {
    Issue.FREEDOM_OF_ASSOCIATION: _N("Freedom to form and join a union"),
    Issue.FORCED_LABOUR: _N("Forced labour"),
    Issue.RECRUITMENT_FEES: _N("Recruitment: workers paid to get the job"),
    Issue.RECRUITMENT_DECEPTION: _N("Recruitment: false promises"),
    Issue.RECRUITMENT_DOCUMENTS: _N("Recruitment: passports or papers kept"),
    Issue.CHILD_YOUNG_WORKERS: _N("Child and young workers"),
    Issue.DISCRIMINATION: _N("Discrimination"),
    Issue.VIOLENCE_HARASSMENT: _N("Violence and harassment"),
    Issue.WAGES: _N("Wages"),
    Issue.HOURS: _N("Working hours"),
    Issue.SAFETY_HEALTH: _N("Safety and health"),
    Issue.CONTRACT_DISMISSAL: _N("Contract and dismissal"),
    Issue.HOUSING: _N("Housing"),
    Issue.PRIVACY: _N("Privacy of workers"),
    Issue.ENVIRONMENT_COMMUNITY: _N("Environment and community"),
    Issue.OTHER: _N("Something else"),
}

INDICATORS: Mapping[str, str] = {
    Indicator.ABUSE_OF_VULNERABILITY: _N("Abuse of vulnerability"),
    Indicator.DECEPTION: _N("Deception"),
    Indicator.RESTRICTION_OF_MOVEMENT: _N("Restriction of movement"),
    Indicator.ISOLATION: _N("Isolation"),
    Indicator.PHYSICAL_SEXUAL_VIOLENCE: _N("Physical and sexual violence"),
    Indicator.INTIMIDATION_THREATS: _N("Intimidation and threats"),
    Indicator.RETENTION_OF_DOCUMENTS: _N("Retention of identity documents"),
    Indicator.WITHHOLDING_OF_WAGES: _N("Withholding of wages"),
    Indicator.DEBT_BONDAGE: _N("Debt bondage"),
    Indicator.ABUSIVE_CONDITIONS: _N("Abusive working and living conditions"),
    Indicator.EXCESSIVE_OVERTIME: _N("Excessive overtime"),
}

BANDS: Mapping[str, str] = {
    Band.UNDER_10: _N("Fewer than 10 workers"),
    Band.TO_49: _N("10 to 49 workers"),
    Band.TO_249: _N("50 to 249 workers"),
    Band.TO_999: _N("250 to 999 workers"),
    Band.FROM_1000: _N("1000 workers or more"),
}

STAGES: Mapping[str, str] = {
    Stage.ADMISSIBILITY: _N("Admissibility and mandate"),
    Stage.SAFETY: _N("Safety and consent"),
    Stage.NOTIFICATION: _N("Companies are notified"),
    Stage.FACT_FINDING: _N("Fact-finding"),
    Stage.FINDING: _N("Finding"),
    Stage.NEGOTIATION: _N("Negotiation of the remedy"),
    Stage.IMPLEMENTATION: _N("The plan is carried out"),
    Stage.VERIFICATION: _N("The workers verify"),
}

OUTCOMES: Mapping[str, str] = {
    Outcome.WITHDRAWN: _N("Withdrawn by the workers"),
    Outcome.MERGED: _N("Merged into another case"),
    Outcome.REFERRED: _N("Referred to somebody else"),
    Outcome.NOT_ADMISSIBLE: _N("Not admissible"),
    Outcome.REMEDIED: _N("Remedied"),
    Outcome.PARTLY: _N("Partly remedied"),
    Outcome.UNREMEDIED: _N("Not remedied"),
}

REASONS: Mapping[str, str] = {
    Reason.NEW_DANGER: _N("There is a new danger for the workers"),
    Reason.CONSENT_CHANGED: _N("The workers changed what they agree to"),
    Reason.NEW_FACTS: _N("There are new facts"),
    Reason.WORKERS_ASKED: _N("The workers asked for it"),
    Reason.OTHER_CHANNEL: _N("Another body deals with it"),
    Reason.WAITING: _N("We are waiting for somebody else"),
    Reason.OUT_OF_SCOPE: _N("This procedure is not for such matters"),
    Reason.NO_MANDATE: _N("There is no mandate from the workers"),
    Reason.NOT_REACHED: _N("The workers can no longer be reached"),
    Reason.SAME_MATTER: _N("It is the same matter as another case"),
    Reason.NOT_KEPT: _N("What was promised was not kept"),
    Reason.MISTAKE: _N("It was a mistake"),
    Reason.NO_FINDING_NEEDED: _N("No finding is needed: the companies do not deny it"),
    Reason.STEP_NOT_DONE: _N("A step of the plan was not done as promised"),
    Reason.OVERRIDE: _N("The case ends although steps are open, for written reasons"),
}

CLOCKS: Mapping[str, str] = {
    ClockName.ACKNOWLEDGEMENT: _N("Confirming the report"),
    ClockName.ADMISSIBILITY: _N("Deciding on admissibility"),
    ClockName.FACT_FINDING: _N("Assessment of the facts"),
    ClockName.FINDING: _N("Making a finding"),
    ClockName.NEGOTIATION: _N("Agreeing on a remedy"),
    ClockName.VERIFICATION: _N("Verifying what was done"),
}

INVOLVEMENTS: Mapping[str, str] = {
    Involvement.CAUSED: _N("Caused the harm"),
    Involvement.CONTRIBUTED: _N("Contributed to the harm"),
    Involvement.LINKED: _N("Is linked to the harm through its business"),
}

CHANNELS: Mapping[str, str] = {
    Channel.SUPPLIER_MECHANISM: _N("Complaint procedure of a supplier"),
    Channel.BUYER_MECHANISM: _N("Complaint procedure of a buyer"),
    Channel.LABOUR_INSPECTORATE: _N("Labour inspectorate"),
    Channel.COURT: _N("Court"),
    Channel.MEDIATION: _N("Mediation"),
    Channel.CONTACT_POINT: _N("National Contact Point of the OECD"),
}

AUDIENCES: Mapping[str, str] = {
    Audience.OPERATOR: _N("The employer at the site"),
    Audience.SUPPLIERS: _N("The suppliers the site works for"),
    Audience.BUYERS: _N("The public buyers behind them"),
    Audience.MONITOR: _N("A monitor"),
    Audience.COORDINATOR: _N("The coordinator of the programme"),
    Audience.AUTHORITIES: _N("The authorities"),
    Audience.PUBLIC: _N("Everybody, in the public register"),
}

CONTENTS: Mapping[str, str] = {
    Content.FACTS: _N("The facts of the case: site, issues, stage and days"),
    Content.NOTICE: _N("A written notice of what is said to have happened"),
    Content.EVIDENCE: _N("Evidence"),
    Content.PROGRESS: _N("How the case goes on"),
    Content.TABLE: _N("An invitation to talk about the remedy"),
    Content.FINDING: _N("What a monitor found"),
    Content.PLAN: _N("The plan for the remedy and its steps"),
}

ROLES: Mapping[str, str] = {
    Role.REPRESENTATIVE: _N("Represents the workers"),
    Role.COORDINATOR: _N("Runs the procedure"),
    Role.MONITOR: _N("Finds out what happened"),
    Role.READER: _N("Reads and writes"),
}

CONCLUSIONS: Mapping[str, str] = {
    Conclusion.SUBSTANTIATED: _N("It happened as it was said"),
    Conclusion.PARTLY: _N("It happened in part"),
    Conclusion.NOT: _N("It did not happen as it was said"),
    Conclusion.INCONCLUSIVE: _N("It could not be found out"),
}

GRADES: Mapping[str, str] = {
    Grade.STRONG: _N("Strong evidence"),
    Grade.MODERATE: _N("Some evidence"),
    Grade.WEAK: _N("Little evidence"),
}

FINDING_STATES: Mapping[str, str] = {
    FindingState.DRAFT: _N("Draft finding"),
    FindingState.ESTABLISHED: _N("Established finding"),
}

SATISFACTIONS: Mapping[str, str] = {
    Satisfaction.VERY: _N("Very satisfied"),
    Satisfaction.RATHER: _N("Rather satisfied"),
    Satisfaction.LITTLE: _N("A little satisfied"),
    Satisfaction.NOT: _N("Not satisfied"),
}

FOLLOW_UPS: Mapping[str, str] = {
    FollowUp.AFTER_3_MONTHS: _N("After 3 months"),
    FollowUp.AFTER_6_MONTHS: _N("After 6 months"),
    FollowUp.AFTER_12_MONTHS: _N("After 12 months"),
}

WAYS: Mapping[str, str] = {
    Way.WRITTEN: _N("In writing"),
    Way.ORAL: _N("Spoken, before a witness"),
}

LISTS: Mapping[str, Mapping[str, str]] = {
    "issues": ISSUES,
    "indicators": INDICATORS,
    "workers_bands": BANDS,
    "stages": STAGES,
    "outcomes": OUTCOMES,
    "reasons": REASONS,
    "clocks": CLOCKS,
    "involvements": INVOLVEMENTS,
    "channels": CHANNELS,
    "audiences": AUDIENCES,
    "contents": CONTENTS,
    "roles": ROLES,
    "ways": WAYS,
    "conclusions": CONCLUSIONS,
    "grades": GRADES,
    "finding_states": FINDING_STATES,
    "satisfactions": SATISFACTIONS,
    "follow_ups": FOLLOW_UPS,
}
"""The lists by the names under which pages fetch them."""
