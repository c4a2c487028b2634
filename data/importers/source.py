"""The file from which something was imported."""

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file by its name and the SHA-256 of its content."""

    name: str
    sha256: str


def source_of(path: Path) -> SourceFile:
    """Return the source that `path` is."""
    return SourceFile(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
