"""What the codes in the signed events of a table mean; pure. Raises ValueError for what no procedure knows."""

from remedy_api.cases.states import Band, Reason
from remedy_api.remedies.currencies import CURRENCIES
from remedy_api.remedies.states import REOPENED, Beneficiary, Evidence, Form, StepKind
from remedy_api.sealing.event import Event
from remedy_api.sealing.event_shapes import PlanStep


def check_codes(event: Event) -> None:
    """Whether every code of an event is one of the lists. Raises ValueError."""
    if event.type == "plan":
        for step in event.steps():
            _check_step(step)
    elif event.type == "verified":
        Band(str(event.data["asked"]))
        Band(str(event.data["confirmed"]))
    elif event.type == "step_reopened" and Reason(str(event.data["reason"])) not in REOPENED:
        raise ValueError("reason")


def _check_step(step: PlanStep) -> None:
    Form(str(step["form"]))
    StepKind(str(step["kind"]))
    if step["workers"]:
        Band(str(step["workers"]))
    for code in step["beneficiaries"]:
        Beneficiary(code)
    for code in step["evidence"]:
        Evidence(code)
    if step["currency"] and step["currency"] not in CURRENCIES:
        raise ValueError("currency")
