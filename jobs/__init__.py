"""The jobs of the clock: reminders, digests, transmission, self-checks."""
