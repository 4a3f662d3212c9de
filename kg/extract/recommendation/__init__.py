"""Recommendations as printed."""
