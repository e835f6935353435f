"""Ways of asking: all that there is with somebody. The notation: docs/entender.md."""

OVERVIEW = ("? tudo sobre|de|com {um} => tudo sobre {um}",)
