"""Servers on loopback that speak the platforms' own interfaces to the real client libraries."""
