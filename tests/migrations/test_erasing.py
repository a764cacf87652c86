"""To erase one thing costs the same however many there are: whatever refers to it is found along an index."""

from sqlalchemy import Table, UniqueConstraint

from remedy_api.tables import METADATA

ERASED = {"room", "room_epoch", "entry", "disclosure", "case_file", "submission", "remedy_plan", "remedy_step", "case_table"}


def beginnings(table: Table) -> list[tuple[str, ...]]:
    """The columns of each index of a table, in order; keys and what is unique have one."""
    found = [tuple(column.name for column in table.primary_key.columns)]
    found += [tuple(getattr(one, "name", "") for one in index.expressions) for index in table.indexes]
    return found + [
        tuple(one.name for one in unique.columns) for unique in table.constraints if isinstance(unique, UniqueConstraint)
    ]


def unindexed(tables: list[Table]) -> list[str]:
    """What refers to something that is erased, and has to be read as a whole when that happens."""
    found = []
    for table in tables:
        for key in table.foreign_key_constraints:
            columns = {column.name for column in key.columns}
            led = any(set(one[: len(columns)]) == columns for one in beginnings(table) if one)
            if key.referred_table.name in ERASED and not led:
                found.append(f"{table.name}: {', '.join(sorted(columns))}")
    return found


def test_nothing_that_is_erased_is_looked_for_without_an_index() -> None:
    assert set(METADATA.tables) >= ERASED
    assert unindexed(list(METADATA.tables.values())) == []


def test_a_missing_index_is_seen() -> None:
    table = METADATA.tables["disclosure"]
    index = next(one for one in table.indexes if one.name == "disclosure_source")
    table.indexes.remove(index)
    try:
        assert unindexed([table]) == ["disclosure: position, source"]
    finally:
        table.indexes.add(index)
