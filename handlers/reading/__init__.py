"""What people type becomes values; what cannot be read is refused with an example."""
