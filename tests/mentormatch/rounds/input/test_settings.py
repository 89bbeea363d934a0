"""The settings a draft is stored with: it names everything it weighed, and what it does not name it did not weigh."""

import pytest

from mentormatch.programmes.criteria import OFF
from mentormatch.programmes.kinds import KINDS
from mentormatch.rounds import labels
from mentormatch.rounds.input.settings import SCHEMA, DraftSettings
from mentormatch.rounds.reading import comparison
from tests.support import make


@pytest.fixture
def stored(company):
    return DraftSettings.of_programme(company.programme).to_json()


def without(stored, *, criterion="goals", rule="own_manager"):
    """The same as if that criterion and that rule had not existed yet."""
    return stored | {part: {name: value for name, value in stored[part].items() if name != left_out}
                     for part, left_out in (("criteria", criterion), ("rules", rule))}


@pytest.mark.parametrize("kind", KINDS)
def test_settings_name_all_that_was_weighed_and_come_back_as_they_were(app, kind):
    settings = DraftSettings.of_programme(make.programme(make.person("Carla"), kind=kind))

    stored = settings.to_json()

    assert stored["schema"] == SCHEMA
    assert set(stored["criteria"]) == set(settings.criteria.by_name)
    assert DraftSettings.from_json(stored) == settings


@pytest.mark.parametrize("has_schema", [True, False])
def test_a_criterion_and_a_rule_that_did_not_exist_then_were_off(stored, has_schema):
    earlier = without(stored)
    if not has_schema:
        del earlier["schema"]

    settings = DraftSettings.from_json(earlier)

    goals = settings.criteria.by_name["goals"]
    assert (goals.weight, goals.mode, goals.counts) == (0, OFF, False)
    assert settings.rules.own_manager is False


def test_a_published_draft_never_says_it_weighed_what_came_later(company):
    draft = company.draft()
    before = labels.settings(draft)
    draft.settings = without(draft.settings)

    after = labels.settings(draft)

    assert len(before.weighed) == len(after.weighed) + 1
    assert len(before.never) == len(after.never) + 1
    assert sum(share for _title, share in after.weighed) in range(98, 103)


def test_copying_such_a_draft_weighs_what_it_weighed(company, stored):
    copied = DraftSettings.from_json(without(stored)).to_json()

    assert copied["criteria"]["goals"] == {"weight": 0, "mode": OFF}
    assert copied["rules"]["own_manager"] == {"on": False}


def test_drafts_that_weigh_the_same_are_alike_even_if_one_is_older(company):
    older = company.draft()
    newer = company.draft(older.round, objective="coverage")
    older.settings = without(older.settings)
    newer.settings = DraftSettings.from_json(older.settings).to_json()

    assert comparison.are_alike([older, newer])
