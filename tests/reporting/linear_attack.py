"""An attacker with every sum that is told, who knows over which cases each was made, and adds and subtracts as he likes."""

from collections.abc import Iterable, Mapping, Set
from fractions import Fraction

Row = list[Fraction]


def recovered(sums: Mapping[bytes, Set[bytes]], told: Iterable[bytes], few: int = 5) -> list[frozenset[bytes]]:
    """Sets of fewer than `few` cases whose sum he works out: sums kept back, what stands in some sums alike and in no other, and
    what one of two sums has and the other has not.
    """
    atoms = _atoms(sums)
    space = _reduced([_row(atoms, sums[one]) for one in told])
    targets = {frozenset(one) for one in sums.values()} | set(atoms)
    targets |= {frozenset(one - other) for one in sums.values() for other in sums.values()}
    targets |= {frozenset(one & other) for one in sums.values() for other in sums.values()}
    return [target for target in targets if 0 < len(target) < few and _within(space, _row(atoms, target))]


def _atoms(sums: Mapping[bytes, Set[bytes]]) -> list[frozenset[bytes]]:
    """Cases that stand in the same sums: nobody can tell one of them from another."""
    found: dict[frozenset[bytes], set[bytes]] = {}
    for case in {one for cell in sums.values() for one in cell}:
        found.setdefault(frozenset(key for key, cell in sums.items() if case in cell), set()).add(case)
    return [frozenset(one) for one in found.values()]


def _row(atoms: list[frozenset[bytes]], cell: Set[bytes]) -> Row:
    return [Fraction(int(atom <= cell)) for atom in atoms]


def _reduced(rows: list[Row]) -> list[tuple[int, Row]]:
    """Rows of the space with the place of their first entry, by elimination."""
    space: list[tuple[int, Row]] = []
    for row in rows:
        rest = _rest(space, row)
        place = next((place for place, value in enumerate(rest) if value), None)
        if place is not None:
            space.append((place, [value / rest[place] for value in rest]))
    return space


def _rest(space: list[tuple[int, Row]], row: Row) -> Row:
    for place, base in space:
        if row[place]:
            row = [value - row[place] * other for value, other in zip(row, base, strict=True)]
    return row


def _within(space: list[tuple[int, Row]], row: Row) -> bool:
    return not any(_rest(space, row))
