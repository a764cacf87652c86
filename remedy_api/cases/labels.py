"""What people read for the codes of a case: one marked sentence or word each, in plain words."""

from collections.abc import Mapping

from remedy_api.cases.states import (
    Audience,
    Band,
    Channel,
    ClockName,
    Content,
    Indicator,
    Involvement,
    Issue,
    Outcome,
    Reason,
    Role,
    Stage,
)
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
}

OUTCOMES: Mapping[str, str] = {
    Outcome.WITHDRAWN: _N("Withdrawn by the workers"),
    Outcome.MERGED: _N("Merged into another case"),
    Outcome.REFERRED: _N("Referred to somebody else"),
    Outcome.NOT_ADMISSIBLE: _N("Not admissible"),
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
}

CLOCKS: Mapping[str, str] = {
    ClockName.ACKNOWLEDGEMENT: _N("Confirming the report"),
    ClockName.ADMISSIBILITY: _N("Deciding on admissibility"),
    ClockName.FACT_FINDING: _N("Assessment of the facts"),
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
}

CONTENTS: Mapping[str, str] = {
    Content.FACTS: _N("The facts of the case: site, issues, stage and days"),
    Content.NOTICE: _N("A written notice of what is said to have happened"),
    Content.EVIDENCE: _N("Evidence"),
    Content.PROGRESS: _N("How the case goes on"),
}

ROLES: Mapping[str, str] = {
    Role.REPRESENTATIVE: _N("Represents the workers"),
    Role.COORDINATOR: _N("Runs the procedure"),
    Role.READER: _N("Reads and writes"),
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
}
"""The lists by the names under which pages fetch them."""
