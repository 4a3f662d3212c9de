"""Reviews that a document prints or speaks of, their names and facts."""
