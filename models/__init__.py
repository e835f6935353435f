"""What is true: tables together with their rules, one file per subject."""
