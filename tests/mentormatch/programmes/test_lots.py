"""How many couples a programme sets aside by lot: chosen before people sign up, and from then on never fewer."""

import pytest

from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.programmes import lots, rules, services
from mentormatch.programmes.models import DRAFT, LOTS_NONE, LOTS_NORMAL, LOTS_STRONG
from tests.support import make


@pytest.fixture
def cora(app):
    return make.person("Cora Lindt")


def set_lots(programme, strength, by):
    with transaction():
        services.set_lots(programme, strength, by=by, now=make.NOW)


def test_before_people_sign_up_anything_can_be_chosen(cora):
    programme = make.programme(cora, state=DRAFT, lots=LOTS_STRONG)

    for strength in (LOTS_NONE, LOTS_NORMAL, LOTS_NONE):
        set_lots(programme, strength, cora)
        assert programme.lots == strength


def test_once_people_can_sign_up_lots_are_never_lowered(cora):
    programme = make.programme(cora, lots=LOTS_NORMAL)
    set_lots(programme, LOTS_NORMAL, cora)
    set_lots(programme, LOTS_STRONG, cora)

    for strength in (LOTS_NORMAL, LOTS_NONE):
        with pytest.raises(services.LotsCannotBeLowered) as refusal:
            set_lots(programme, strength, cora)
        assert refusal.value.field == "lots"

    assert programme.lots == LOTS_STRONG
    rows = db.session.scalars(db.select(AuditRow).where(AuditRow.verb == "programme.lots_changed")).all()
    assert [row.facts for row in rows] == [{"lots": LOTS_STRONG}]


def test_a_new_programme_sets_some_aside_and_says_so(cora):
    programme = make.programme(cora, lots=LOTS_NORMAL)

    assert "Some pairs are set aside by lot, so no one can tell who has asked." in rules.in_words(programme)
    assert "by lot" not in " ".join(rules.in_words(make.programme(cora, name="Bare", lots=LOTS_NONE)))


def test_the_odds_come_from_the_rates_alone():
    assert lots.odds_of_limit(LOTS_NORMAL) == (23, 9)
    assert lots.odds_of_limit(LOTS_STRONG) == (13, 5)
    assert lots.odds_of_limit(LOTS_NONE) is None


def test_a_coordinator_chooses_on_the_page_and_is_told_why_it_cannot_go_down(cora, signed_in):
    programme = make.programme(cora, lots=LOTS_NORMAL)
    page = signed_in(cora).open_page(f"/programmes/{programme.slug}/rules").click("Pairs set aside by lot")

    refused = page.submit("Save", lots=LOTS_NONE)
    assert refused.status == 400
    assert "a pair that stays set aside would show that someone asked for it" in refused.text
    saved = page.submit("Save", lots=LOTS_STRONG)

    assert saved.status == 200
    db.session.expire_all()
    assert programme.lots == LOTS_STRONG


@pytest.mark.parametrize(("strength", "words"), [
    (LOTS_NORMAL, "Out of 100 pairs set aside here, about 9 are someone's wish, or 23 where both work in one "
                  "department."),
    (LOTS_NONE, "they may be able to work out who's on your list"),
])
def test_the_page_of_limits_says_how_well_it_hides_them(cora, signed_in, strength, words):
    ines = make.person()
    enrolment = make.enrolment(ines, make.programme(cora, lots=strength))

    page = signed_in(ines).open_page(f"/enrolments/{enrolment.id}/boundaries")

    assert words in page.text.replace("’", "'")
