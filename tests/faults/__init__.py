"""Faults: after each of them one function checks the invariants of the database and of the messages delivered."""
