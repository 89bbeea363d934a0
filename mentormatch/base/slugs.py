"""Slugs: names as lower-case ASCII words joined by hyphens, for addresses and for what is kept by name."""

import re
import unicodedata
from collections.abc import Callable


def free(name: str, *, longest: int, otherwise: str, is_taken: Callable[[str], bool]) -> str:
    """A slug for a name that is still free: cut at `longest` letters, then with a number behind it while it is taken.

    `otherwise` stands for a name of which nothing is left, such as one in Chinese.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].rstrip("-") or otherwise
    slug, number = base, 2
    while is_taken(slug):
        slug, number = f"{base}-{number}", number + 1
    return slug
