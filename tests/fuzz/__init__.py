"""Random text against the readers of typed text: no exception, and no slow answer."""
