"""The conversation of an import: a document comes in, is shown, corrected, and stored or dropped."""
