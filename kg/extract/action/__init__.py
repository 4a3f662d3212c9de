"""Actions of action and improvement plans."""
