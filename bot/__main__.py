"""python -m bot <command>"""

import gc
from importlib import import_module

gc.disable()  # nothing of what is imported is garbage: to look through it costs an eighth of the start
cli = import_module("bot.cli")
gc.freeze()
gc.enable()

raise SystemExit(cli.main())
