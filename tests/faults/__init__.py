"""Faults: what must hold after any of them is checked by one function that reads the database and what was delivered."""
