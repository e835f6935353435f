"""The doors, one file each: an update becomes a line, a reply becomes a message. No rule is inside."""
