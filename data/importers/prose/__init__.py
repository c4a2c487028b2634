"""Plans in running text: tasks are numbered paragraphs, or label lines, that carry their assignment."""

from data.importers.prose.plan import read_rows as read_rows
