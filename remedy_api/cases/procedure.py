"""The words of a procedure profile: what the codes of stages, rights and sources mean to whoever reads the published page."""

from collections.abc import Mapping

from remedy_api.cases.labels import STAGES
from remedy_api.cases.profile import SUBMITTED
from remedy_api.cases.states import Stage
from remedy_api.kit.i18n import _N

STAGE_NAMES: Mapping[str, str] = {SUBMITTED: _N("Report received"), **STAGES}

STARTS: Mapping[str, str] = {
    "filed": _N("counted from the day the report came in"),
    "acknowledged": _N("counted from the day the report was confirmed"),
    "stage": _N("counted from the day this stage began"),
}

NO_CLOCK: Mapping[str, str] = {
    Stage.SAFETY: _N("No fixed time: nothing goes on before it is safe."),
    Stage.NOTIFICATION: _N("No fixed time: nothing goes on before it is safe."),
    Stage.IMPLEMENTATION: _N("Each step of the plan has its own last day."),
}

RIGHTS: Mapping[str, str] = {
    "receipt": _N("You get a code with which you can read the answer, and a proof of filing that names nobody."),
    "acknowledged_with_notice": _N("You are told that your report was read, and what happens next."),
    "withdraw": _N("You can take your report back at any time."),
    "reasons": _N("You are told the decision and its reasons, in your language."),
    "referral": _N("If this procedure is not the right one, you are told where else to turn."),
    "appeal": _N("If you do not agree, you can ask for the decision to be looked at again."),
    "risk_rating": _N("The danger for the workers is rated before anything leaves the room of the workers."),
    "safe_contact": _N("You say how and when you can be reached safely."),
    "consent_each": _N("Nothing is shown to anybody unless you agreed: for each audience and each kind of content."),
    "linked_sealed": _N("Which other case it belongs to stays locked. No company learns that you were punished unless you agree."),
    "withdraw_consent": _N("You can take your consent back at any time."),
    "preview": _N("You see exactly what is sent before it is sent."),
    "add_evidence": _N("You can add evidence."),
    "comment_draft": _N("You can comment on the draft before the assessment is finished."),
    "finding_reasons": _N("You are told what was found, for which reasons, and how strong the evidence is."),
    "meeting": _N("You can ask for a meeting about it."),
    "contest_finding": _N("If you do not agree with what was found, that is recorded beside it."),
    "first_proposal": _N("The remedy that you propose is talked about first."),
    "answer_plans": _N("You can accept or refuse every version of the plan."),
    "no_waiver": _N("No plan takes away your right to go to court."),
    "see_everything": _N("You see everything that is said and done about the plan."),
    "verify_steps": _N("Only you say whether a step was done. You can dispute it and ask for evidence."),
    "sign_off": _N("The case ends when you agree that it does, or with written reasons that stay visible."),
    "reopen": _N("If what was promised is not kept, the case can be opened again for some time."),
}

SOURCES: Mapping[str, str] = {
    "eu-2019-1937-9-1-b": _N("Directive (EU) 2019/1937, article 9(1)(b): seven days"),
    "eu-2019-1937-9-1-f": _N("Directive (EU) 2019/1937, article 9(1)(f): three months"),
    "eu-2019-1937-19": _N("Directive (EU) 2019/1937, article 19: no retaliation"),
    "eu-2019-1937-21": _N("Directive (EU) 2019/1937, article 21: protection against retaliation"),
    "lksg-8-1": _N("German Supply Chain Due Diligence Act (LkSG), section 8(1)"),
    "csddd-14": _N("Directive (EU) 2024/1760, article 14"),
    "ungp-31": _N("United Nations Guiding Principles on Business and Human Rights, principle 31"),
    "fla-45": _N("Third-party complaint procedure of the Fair Labor Association: 45 days"),
}
