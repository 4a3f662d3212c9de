"""Evaluate: records against gold, made by hand: what was found, what was missed, how sure the figures are."""

from kg.evaluate.gold import Gold, load_gold
from kg.evaluate.report import Report
from kg.evaluate.score import evaluate

__all__ = ["Gold", "Report", "evaluate", "load_gold"]
