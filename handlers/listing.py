"""A list of a subject, from its line to its page: its filters are read, its records found, each said in a few words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement

from handlers.base import Reply, Request
from handlers.reading import filters
from handlers.reading.filters import Asked, Filter
from handlers.wording import lists as pages
from models import lists
from models.subjects import Subject
from models.texts import clip

Said = Callable[[Any], str]  # a record in a few words


def listed(
    request: Request,
    subject: Subject,
    own: Sequence[Filter] = (),
    *,
    title: Callable[[str], str] = str,
    where: Sequence[ColumnElement[bool]] = (),
    said: Said | None = None,
    of_page: Callable[[list[Any]], Said] | None = None,
    mark: Said | None = None,
) -> Reply:
    """The page of the list that a line asks for.

    `own`: the filters of the subject; `title`: the heading of the usual one; `where`: more conditions; `said`: a record
    in a few words, or `of_page`: the same, for which something is looked up once for all the records of the page;
    `mark`: what stands out of a record, as `pages.page` has it.
    """
    asked = filters.read(request, subject, tuple(own))
    wanted = replace(asked.wanted, where=(*asked.wanted.where, *where))
    return page(request, subject, replace(asked, wanted=wanted, title=title(asked.title)), said, of_page, mark)


def page(
    request: Request,
    subject: Subject,
    asked: Asked,
    said: Said | None = None,
    of_page: Callable[[list[Any]], Said] | None = None,
    mark: Said | None = None,
) -> Reply:
    """The page of a list whose filters are read already."""
    found = lists.page(request.session, subject, asked.wanted, by=request.person, now=request.now)
    told = of_page([each.record for each in found.lines]) if of_page else said or _title
    return pages.page(subject, asked, found, to=request.person, now=request.now, said=told, mark=mark)


def _title(record: Any) -> str:
    return clip(record.title)
