"""Second opinions: our doors before emulators that somebody else wrote."""
