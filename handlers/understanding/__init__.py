"""From what people write to the lines the bot knows. It does nothing itself. How it reads: docs/entender.md."""

from handlers.understanding.decide import PASTED, Context, Understood, beyond_registry, only_reads, understand
from handlers.understanding.listings import LISTED

__all__ = ["LISTED", "PASTED", "Context", "Understood", "beyond_registry", "only_reads", "understand"]
