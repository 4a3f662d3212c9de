"""Page: a document as lines, with their marks, labels, dates, mood and wording read."""
