"""Tests: conversations with the exact reply, on real tables."""
