"""Sentences with more than one speaker (a handler and a job): objects in, text out."""
