"""Readers of typed text: they return values, and refuse with an example."""
