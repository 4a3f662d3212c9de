"""Serve: the graph over HTTP, read-only, on this machine alone unless told otherwise."""
