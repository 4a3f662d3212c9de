"""Safeguarding reviews as a knowledge graph: read, ask, see."""

__version__ = "0.1.0"
