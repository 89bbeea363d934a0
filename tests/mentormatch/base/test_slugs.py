"""Names as slugs."""

import pytest

from mentormatch.base import slugs


@pytest.mark.parametrize(("name", "slug"), [
    ("Ça va: Façade!", "ca-va-facade"), ("  -- ", "kind"), ("导师", "kind"), ("Put her via email", "put-her-via"),
])
def test_a_name_becomes_words_joined_by_hyphens(name, slug):
    assert slugs.free(name, longest=12, otherwise="kind", is_taken=set().__contains__) == slug


def test_a_taken_one_gets_the_first_number_that_is_free():
    taken = {"met", "met-2"}

    assert slugs.free("Met", longest=9, otherwise="kind", is_taken=taken.__contains__) == "met-3"
