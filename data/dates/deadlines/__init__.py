"""A deadline cell → its milestones, by an ordered table of rules."""

from data.dates.deadlines.grammar import RULES, Rule, read_deadline

__all__ = ["RULES", "Rule", "read_deadline"]
