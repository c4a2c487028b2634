"""In which language a turn of a conversation is answered."""

from datetime import date

from data.wording.language import Language
from handlers.services import Services
from handlers.understanding.cleaning import clean
from handlers.understanding.language import guess_language, is_mixed, language_of, words_of
from handlers.understanding.reading import read


def choose_language(
    text: str, region: str | None, other: Language | None, services: Services, today: date
) -> Language:
    """Choose the language of the words said in `region`; `other` is taken where they tell none."""
    guess = guess_language(text)
    if guess is None:
        return other or Language.ZH
    if is_mixed(text) or (guess is Language.ZH and other is Language.EN and not text.startswith("/")):
        return _by_reading(text, region, services, today) or other or Language.ZH
    return guess


def _by_reading(text: str, region: str | None, services: Services, today: date) -> Language | None:
    """Read the words, since known names are in no language; in no certain region each may know them."""
    with services.database.read() as session:
        vocabulary = services.vocabulary(session)
    own = vocabulary.region(region)
    words = clean(words_of(text))
    readings = [read(words, one, vocabulary, today) for one in ((own,) if own else vocabulary.regions)]
    said = {language_of(reading.text, reading.unnamed()) for reading in readings}
    if Language.EN in said:
        return Language.EN
    return None if None in said else Language.ZH
