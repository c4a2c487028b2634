"""What a run of the bench shares: a folder that goes away, and the databases built in it."""

import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from bench.county import build
from bench.today import TODAY
from data.database import Database, open_database

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10_000, 100_000, 1_000_000)


@dataclass
class Workshop:
    """Where a run builds; `sizes` are the numbers of assignments asked for, `told` hears what goes on."""

    folder: Path
    sizes: Sequence[int] = SIZES
    told: Callable[[str], None] = print
    _built: set[int] = field(default_factory=set)

    @property
    def largest(self) -> int:
        """The largest size that is asked for."""
        return max(self.sizes)

    def url(self, size: int) -> str:
        """Return the URL of a database of `size` assignments, built when it is first asked for."""
        path = self.folder / f"county-{size}.db"
        url = f"sqlite:///{path}"
        if size not in self._built:
            with closing(open_database(url)) as database:
                seconds = build(database, size, TODAY)
            megabytes = path.stat().st_size / 1e6
            self.told(f"built {size:,} assignments in {seconds:.0f} s ({megabytes:,.0f} MB)")
            self._built.add(size)
        return url

    def database(self, size: int) -> Database:
        """Open a database of `size` assignments; the caller closes it."""
        return open_database(self.url(size))

    def samples(self) -> str:
        """Return the URL of a database with the sample plans."""
        path = self.folder / "samples.db"
        url = f"sqlite:///{path}"
        if not path.exists():
            # The readers of documents are needed for nothing else here.
            from data.samples import import_samples

            with closing(open_database(url)) as database, database.transaction() as session:
                import_samples(session, now=TODAY)
        return url

    def clear(self) -> None:
        """Remove the folder with all that was built."""
        shutil.rmtree(self.folder, ignore_errors=True)
