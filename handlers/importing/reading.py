"""A document on the desk → the draft of what would be stored; pages of the same draft read the file once."""

from functools import lru_cache
from pathlib import Path

from data.errors import DocumentError
from data.importers.document import Document
from data.importers.draft import ImportDraft, nothing_found
from handlers.importing.desk import Pending, Stated


def read_pending(pending: Pending) -> ImportDraft:
    """Read the document with what was stated; raise DocumentError where it is refused or holds no task."""
    draft = _draft(pending.path, pending.stated)
    if not any(plan.rows for plan in draft.plans):
        raise DocumentError(nothing_found(pending.name, draft))
    return draft


def forget_documents() -> None:
    """Keep nothing of what was read: it is stored or dropped now."""
    _draft.cache_clear()
    _document.cache_clear()


@lru_cache(maxsize=4)
def _draft(path: Path, stated: Stated) -> ImportDraft:
    # Loaded here, as below: the readers of documents are needed for nothing else that is said in a chat.
    from data.importers.plans import read_plans

    return read_plans(
        _document(path),
        region=stated.region,
        year=stated.year,
        issued=stated.issued,
        office=stated.office,
    )


@lru_cache(maxsize=4)
def _document(path: Path) -> Document:
    from data.importers.reading import read_document

    return read_document(path)
