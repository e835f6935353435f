"""Figures measured on demand."""
