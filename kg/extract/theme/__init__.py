"""Themes of the scheme recognised in words."""
