"""Percentages that people add up: whole numbers, together 100; pure."""

from collections.abc import Sequence


def shares(amounts: Sequence[int]) -> tuple[int, ...]:
    """Return each amount as a whole percentage of all, by the largest remainder; together 100.

    What there is never shows as 0, and what is not all never as 100. Without anything all are 0.
    """
    whole = sum(amounts)
    if not whole:
        return (0,) * len(amounts)
    found = [amount * 100 // whole for amount in amounts]
    by_remainder = sorted(range(len(amounts)), key=lambda at: (-(amounts[at] * 100 % whole), at))
    for at in by_remainder[: 100 - sum(found)]:
        found[at] += 1
    for at, amount in enumerate(amounts):
        if amount and not found[at]:
            found[at] = 1
            found[max(range(len(found)), key=found.__getitem__)] -= 1
    return tuple(found)


def share(part: int, whole: int) -> int:
    """Return `part` as a whole percentage of `whole`: 0 and 100 only where it is nothing and all."""
    return shares((part, whole - part))[0]
