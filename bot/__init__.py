"""The doors and the wiring: the only room that knows the environment, the network and the clock on the wall."""

__version__ = "0.3.0"
