"""What every test may use. The fixtures themselves stand in tests/fixtures, one idea a file."""

import hypothesis
import pytest

# A busy machine is slow, not wrong.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

pytest_plugins = [
    "tests.fixtures.database",
    "tests.fixtures.doors",
    "tests.fixtures.figures",
    "tests.fixtures.people",
    "tests.fixtures.server",
    "tests.fixtures.time",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--long`: drills, big worlds and thousands of generated cases too."""
    parser.addoption("--long", action="store_true", help="run the tests marked long too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long ones out unless asked for, and begin with the modules that take minutes: one that begins last is waited for
    by everybody else.
    """
    if not config.getoption("--long"):
        later = [item for item in items if item.get_closest_marker("long")]
        items[:] = [item for item in items if item not in later]
        config.hook.pytest_deselected(items=later)
    items.sort(key=lambda item: (item.path.name != "test_the_story.py", item.path.parent.name != "browser"))
