"""What people read for the codes of retention: what is kept, for how long, why, and why a case is held."""

from collections.abc import Mapping

from remedy_api.deadlines.retention import Rule, What
from remedy_api.kit.i18n import _N, ngettext, render
from remedy_api.retention.states import HoldReason

NAMES: Mapping[str, str] = {
    What.WITHDRAWN_REPORT: _N("That there was a report which its reporter took back"),
    What.UNANSWERED_REPORT: _N("A report that nobody confirmed"),
    What.ANSWERED_REPORT: _N("A report that was answered and became no case"),
    What.WITHDRAWN_CASE: _N("A case that the workers took back, with its reports and tables"),
    What.CLOSED_CASE: _N("A closed case, with its reports and tables"),
    What.INVITATION: _N("An invitation that nobody used"),
    What.CLOSED_ACCOUNT: _N("The name of somebody whose account was closed"),
    What.DEVICE: _N("That somebody signed in with a browser"),
    What.RETRY_KEY: _N("By what a request that is sent twice is recognised"),
    What.ORPHAN_FILE: _N("Locked files that belong to nothing any more"),
    What.ENDED: _N("Sessions, tokens and tasks that have ended"),
}

STARTS: Mapping[str, str] = {
    "withdrawn": _N("counted from the day it was taken back; its contents are erased at once"),
    "written": _N("counted from the last day on which something was written"),
    "closed": _N("counted from the day of closing"),
    "expired": _N("counted from the last day on which it holds"),
    "seen": _N("counted from the last day on which it was used"),
    "ended": _N("counted from its end"),
}

LAW: Mapping[str, str] = {
    "gdpr-5-1-e": _N("Regulation (EU) 2016/679 (GDPR), article 5(1)(e): no longer than necessary"),
    "gdpr-17": _N("Regulation (EU) 2016/679 (GDPR), article 17: right to erasure"),
    "eu-2019-1937-18": _N("Directive (EU) 2019/1937, article 18: records of reports"),
    "csddd-29-3": _N("Directive (EU) 2024/1760, article 29(3): five years in which damages can be claimed"),
}

REASONS: Mapping[str, str] = {
    HoldReason.COURT: _N("It is needed before a court"),
    HoldReason.AUTHORITY: _N("An authority has asked for it"),
    HoldReason.REMEDY: _N("What was promised is still being delivered"),
    HoldReason.SAFETY: _N("Somebody may still be in danger"),
    HoldReason.WORKERS: _N("The workers want it to be kept"),
}


def kept_for(rule: Rule) -> str:
    """How long something is kept, in the current language."""
    _n = ngettext()
    if rule.years:
        return _n("%(num)s year", "%(num)s years", rule.years)
    if rule.days:
        return _n("%(num)s day", "%(num)s days", rule.days)
    return render(_N("not at all"))
