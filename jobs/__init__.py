"""What the clock asks: reminders, digests, transmission, self-checks."""
