"""Which sums may be told, so that nobody can work out one over few cases; pure.

A sum is told only if all sums that are told are sums over blocks: sets of at least five cases each, which no sum that is told
divides. Whatever anybody adds and subtracts then is a sum of whole blocks again, so a sum over fewer than five cases never comes
out: neither one that is kept back nor one that nobody meant to tell, as over what stands behind one supplier and not another.
"""

from collections.abc import Mapping, Set
from typing import TypeVar

FEW = 5
"""A sum over fewer cases than this speaks of single ones."""
K = TypeVar("K", bound=bytes)


def tellable_sums(cells: Mapping[K, Set[bytes]], few: int = FEW) -> frozenset[K]:
    """Of these sums, each over a set of cases, those that may be told together; the largest come first."""
    block_of: dict[bytes, int] = {}
    sizes: dict[int, int] = {}
    told: set[K] = set()
    for key in sorted(cells, key=lambda one: (-len(cells[one]), one)):
        pieces: dict[int, set[bytes]] = {}
        for case in cells[key]:
            pieces.setdefault(block_of.get(case, -1), set()).add(case)
        if not pieces or any(_divides(len(piece), sizes.get(block, len(piece)), few) for block, piece in pieces.items()):
            continue
        told.add(key)
        for block, piece in pieces.items():
            if block >= 0:
                sizes[block] -= len(piece)
            number = len(sizes)
            sizes[number] = len(piece)
            block_of |= dict.fromkeys(piece, number)
    return frozenset(told)


def _divides(piece: int, block: int, few: int) -> bool:
    """Whether a part of a block would be too few, or leave too few. (A block taken whole leaves nothing.)"""
    return piece < few or 0 < block - piece < few
