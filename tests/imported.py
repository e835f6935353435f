"""Everything a process of the program imports sooner or later, imported."""

from handlers import base as handlers
from jobs import base as jobs

handlers.walk()
jobs.walk()
