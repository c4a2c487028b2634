"""A workbook's bytes, the same for the same content: without the time at which they were written."""

import shutil
import zipfile
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"


def pack(book: "Workbook", written: datetime) -> bytes:
    """Save `book` as of the instant `written`."""
    from openpyxl.xml.functions import tostring  # loaded with the workbook that it belongs to

    raw, packed = BytesIO(), BytesIO()
    book.save(raw)
    # Saving writes the machine's own time over these.
    book.properties.created = book.properties.modified = written.replace(tzinfo=None, microsecond=0)
    core = tostring(book.properties.to_tree())
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with target.open(entry, "w", force_zip64=True) as sink:
                if name == _CORE:
                    sink.write(core)
                else:
                    with source.open(name) as part:
                        shutil.copyfileobj(part, sink)
    return packed.getvalue()
