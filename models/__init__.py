"""The rules of the house: tables together with their rules, one file per subject."""
