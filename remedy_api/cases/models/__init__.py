"""Tables of cases. Every row is a projection of signed histories and of nothing else: actions/rebuild.py makes it anew."""

from remedy_api.cases.models.case_file import CaseClock, CaseConsent, CaseFile
from remedy_api.cases.models.finding import CaseFinding, CaseTable
from remedy_api.cases.models.party import CaseDutyBearer, CaseReader, CaseReport

__all__ = ["CaseClock", "CaseConsent", "CaseDutyBearer", "CaseFile", "CaseFinding", "CaseReader", "CaseReport", "CaseTable"]
