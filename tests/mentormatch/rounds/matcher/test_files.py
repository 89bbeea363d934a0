"""The two files of a draft: small and large ones, and what is told of one whose input is not kept."""

import json
import zlib

from matching.io.json_contract import instance_to_json
from mentormatch.base.db import db, transaction
from mentormatch.rounds import matcher
from mentormatch.rounds.drafts import result_files
from mentormatch.rounds.matcher import files
from mentormatch.rounds.models import READY
from mentormatch.rounds.reading import queries


def test_a_large_draft_was_checked_from_its_files(company, carla, monkeypatch):
    monkeypatch.setattr(files, "MAX_WAITED_FOR", 0)
    draft = company.draft()

    assert result_files.recheck(draft) == matcher.recheck(draft.input, draft.result)
    page = carla.open_page(f"/drafts/{draft.id}/certificate")
    assert "Every check passed. An auditor can repeat the proof" in page.text
    assert "Checked when it was calculated" in page.text
    assert "Checked on" not in page.text


def test_a_large_draft_is_not_unpacked_for_a_page(company, carla, monkeypatch):
    monkeypatch.setattr(files, "MAX_WAITED_FOR", 0)
    draft = company.draft()
    pair = queries.all_pairs(draft)[0]
    with transaction():
        draft.input = b"damaged" * 2_000_000

    for part in ("", "/certificate", f"/pairs/{pair.id}", "/left-out"):
        assert carla.open_page(f"/drafts/{draft.id}{part}").status == 200


def test_a_draft_too_large_to_keep_its_input_keeps_what_the_check_found_and_says_so(company, carla, monkeypatch):
    monkeypatch.setattr(files, "MAX_WAITED_FOR", 0)
    monkeypatch.setattr(files, "MAX_KEPT", 0)

    draft = company.draft()

    assert draft.state == READY
    assert result_files.recheck(draft)
    assert all(check.holds for check in result_files.recheck(draft))
    page = carla.open_page(f"/drafts/{draft.id}/certificate")
    assert "repeat the proof" not in page.text
    assert "from the stored input" not in page.text
    assert "repeat the check" not in page.text


def test_an_input_of_before_inputs_were_compact_is_still_read(company):
    draft = company.draft()
    long = json.dumps(instance_to_json(files.unpacked(draft.input))).encode()
    with transaction():
        draft.input = zlib.compress(long)
    db.session.expire_all()

    assert all(check.holds for check in result_files.recheck(draft))


def test_a_changed_file_is_found_out(company):
    draft = company.draft()
    text = matcher.plain(draft.input).decode()
    score = queries.all_pairs(draft)[0].score

    changed = zlib.compress(text.replace(str(score), str(score - 1)).encode())

    assert not all(check.holds for check in matcher.recheck(changed, draft.result))
