"""The page of figures: each part is kept by those who measure another."""

from pathlib import Path

from tests.benchmarks.parts import OWN, put, split

PAGE = "# Sealed\n\nold\n\n## Below\n\n- one\n\n# Every case with its history\n\nlong\n\n# Drills\n\n| a | b |\n"


def test_a_run_keeps_what_others_measured(tmp_path: Path) -> None:
    results = tmp_path / "RESULTS.md"
    results.write_text(PAGE)
    put(results, "# Sealed\n\nnew\n\n# Beside\n\nnew too", keep=OWN)
    assert results.read_text() == (
        "# Sealed\n\nnew\n\n# Beside\n\nnew too\n\n# Every case with its history\n\nlong\n\n# Drills\n\n| a | b |\n"
    )


def test_a_part_is_written_in_its_place(tmp_path: Path) -> None:
    results = tmp_path / "RESULTS.md"
    results.write_text(PAGE)
    put(results, "# Every case with its history\n\nshort\n")
    assert results.read_text() == PAGE.replace("long", "short")
    put(results, "# More\n\nyes")
    assert list(split(results.read_text())) == ["# Sealed", "# Every case with its history", "# Drills", "# More"]


def test_the_first_part_makes_the_page(tmp_path: Path) -> None:
    put(tmp_path / "RESULTS.md", "# Drills\n\nyes")
    assert (tmp_path / "RESULTS.md").read_text() == "# Drills\n\nyes\n"
