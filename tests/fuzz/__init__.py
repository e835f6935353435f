"""Noise against what reads what people type: nothing is raised, nothing takes long."""
