"""Languages people speak: their codes (ISO 639, as CLDR writes them), and their names in the reader's language."""

from functools import cache

from babel import Locale
from flask_babel import get_locale

CODES = (
    "af", "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et",
    "eu", "fa", "fi", "fil", "fr", "ga", "gl", "gu", "ha", "he", "hi", "hr", "hu", "hy", "id", "ig", "is",
    "it", "ja", "ka", "kk", "km", "kn", "ko", "ku", "lt", "lv", "mk", "ml", "mn", "mr", "ms", "my", "nb",
    "ne", "nl", "nn", "pa", "pl", "ps", "pt", "ro", "ru", "si", "sk", "sl", "so", "sq", "sr", "sv", "sw",
    "ta", "te", "tg", "th", "tr", "uk", "ur", "uz", "vi", "yo", "zh", "zu",
)
COMMON = ("ar", "de", "en", "es", "fr", "hi", "it", "ja", "nl", "pl", "pt", "tr", "uk", "zh")  # offered first
_ALSO = {"mandarin": "zh", "cantonese": "zh", "norwegian": "nb", "no": "nb", "tagalog": "fil", "farsi": "fa",
         "bokmål": "nb", "nynorsk": "nn", "castilian": "es", "flemish": "nl"}


def name(code: str) -> str:
    """A language's name for the reader; a code we do not know is its own name."""
    locale = get_locale() or Locale("en")
    return str(locale.languages.get(code, code))


def choices(*own: str) -> list[tuple[str, str]]:
    """All languages to choose from, by name: (code, name). `own` codes are there whether we know them or not."""
    return sorted(((code, name(code)) for code in {*CODES, *own}), key=lambda choice: choice[1].casefold())


def code_of(text: str) -> str | None:
    """The code of a language given as code, English name or its own name; None when we do not know it."""
    return _known().get(text.strip().casefold())


@cache
def _known() -> dict[str, str]:
    english = Locale("en").languages
    known = {str(english[code]).casefold(): code for code in CODES}
    known |= {str(Locale(code).languages.get(code, code)).casefold(): code for code in CODES}
    return known | _ALSO | {code: code for code in CODES}
