"""Whose clock is turned: that of the demonstration's builder, and of nothing else that is shipped."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILDER = "remedy_api/cli/demo/doors.py"


def turning(source: str) -> bool:
    """Whether a module names what sets a clock back, by whatever import."""
    return any(
        "set_back" in (getattr(node, "attr", ""), getattr(node, "id", ""), getattr(node, "name", ""))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute | ast.Name | ast.alias)
    )


def modules() -> Iterator[Path]:
    """Every module that is shipped."""
    yield from (ROOT / "remedy_api").rglob("*.py")


def test_only_the_builder_of_the_demonstration_turns_the_clock() -> None:
    found = {path.relative_to(ROOT).as_posix() for path in modules() if turning(path.read_text("utf-8"))}
    assert found == {BUILDER}


def test_whoever_else_would_is_caught() -> None:
    for planted in ("from remedy_api.kit.clock import set_back", "clock.set_back(day)", "turn = clock.set_back"):
        assert turning(planted)
    assert not turning("clock.today()")
