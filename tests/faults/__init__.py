"""Faults: after each of them one function reads the database and what was delivered, and says what no longer holds."""
