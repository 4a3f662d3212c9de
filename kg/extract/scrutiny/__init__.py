"""Scrutiny: resolutions of committees, what they track, and what reports ask them to decide."""
