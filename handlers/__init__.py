"""What a person may ask: one file per subject, each a list of commands."""
