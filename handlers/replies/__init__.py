"""Answer → text and choices: each intent's wording, help, asking back, refusing."""

from handlers.replies.compose import word_answer
from handlers.replies.talk import word_unbound

__all__ = ["word_answer", "word_unbound"]
