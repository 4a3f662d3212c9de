"""Responses: what is answered to a recommendation, and what the answer says of it."""
