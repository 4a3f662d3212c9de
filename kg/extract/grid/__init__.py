"""Grid: tables as rows by the role of their columns, from ruled tables and from columns that lost their rules."""
