"""The issuer of acts: the municipality of the settings, set once when the house is built."""

_name = ""


def configure(municipality: str) -> None:
    """Set the name for acts approved from now on; earlier ones keep theirs."""
    global _name
    _name = " ".join(municipality.split())


def municipality() -> str:
    """The name in force."""
    return _name
