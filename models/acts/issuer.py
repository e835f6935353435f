"""In whose name acts are issued: the municipality of the settings, handed down once when the house is built."""

_name = ""


def configure(municipality: str) -> None:
    """What the acts approved from here on bear; those approved before keep the name they were approved with."""
    global _name
    _name = " ".join(municipality.split())


def municipality() -> str:
    """The name in force."""
    return _name
