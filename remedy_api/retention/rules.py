"""The published rules in the reader's language."""

from remedy_api.deadlines.retention import What, rules
from remedy_api.kit.i18n import render
from remedy_api.retention.labels import LAW, NAMES, REASONS, STARTS, kept_for
from remedy_api.retention.schemas import Label, RulesView, RuleView
from remedy_api.retention.states import HoldReason


def published() -> RulesView:
    """All rules, in their order."""
    found = rules()
    return RulesView(
        notice=found.notice,
        rules=[
            RuleView(
                what=what,
                name=render(NAMES[what]),
                years=one.years,
                days=one.days,
                kept=kept_for(one),
                counted=render(STARTS[one.start]),
                law=[render(LAW[code]) for code in one.law],
            )
            for what, one in ((what, found.of[what]) for what in What)
        ],
        reasons=[Label(code=reason, label=render(REASONS[reason])) for reason in HoldReason],
    )
