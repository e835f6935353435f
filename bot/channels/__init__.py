"""One file per door: an update becomes a line, a reply becomes a message. No rule inside."""
