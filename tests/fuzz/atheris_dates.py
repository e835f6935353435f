"""The questions of noise.py under a fuzzer that follows the branches of the code.

    pip install atheris
    python -m tests.fuzz.atheris_dates -runs=200000 -max_len=400

It is not among the requirements: it has no build for every system.
"""

import importlib
import sys


def main() -> None:
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["handlers", "models"]):
        noise = importlib.import_module("tests.fuzz.noise")

    def one(data: bytes) -> None:
        provider = atheris.FuzzedDataProvider(data)
        known = provider.ConsumeBool()
        text = noise.text_of(provider.ConsumeInt(8)) if known else provider.ConsumeUnicodeNoSurrogates(400)
        noise.check(text)
        noise.check_quick(text)

    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
