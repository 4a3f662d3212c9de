"""Label: what each line of a document is, by the rules' verdicts and a learned labeller, as one verdict with a confidence."""
