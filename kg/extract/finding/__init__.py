"""Findings, learning points and good practice."""
