"""What every test may use. The fixtures themselves stand in tests/fixtures, one idea a file."""

pytest_plugins = [
    "tests.fixtures.database",
    "tests.fixtures.doors",
    "tests.fixtures.server",
]
