"""The two files of a draft: small and large ones, and what is told of one whose input is not kept."""

import json
import zlib

import pytest

from matching.__main__ import main
from matching.io.json_contract import instance_to_json
from mentormatch.base.db import db, transaction
from mentormatch.rounds import matcher
from mentormatch.rounds.drafts import result_files
from mentormatch.rounds.matcher import files
from mentormatch.rounds.models import READY
from mentormatch.rounds.reading import queries


def taken(carla, draft, folder):
    """Download both files of a draft as its page offers them; their paths."""
    page = carla.open_page(f"/drafts/{draft.id}/certificate")
    paths = []
    for file in ("input", "result"):
        address = f"/drafts/{draft.id}/{file}.json"
        assert f'href="{address}"' in page.html
        answer = carla.get(address)
        name = answer.headers["Content-Disposition"].partition('filename="')[2].rstrip('"')
        assert name in page.text, "the command names the files as they are called"
        (folder / name).write_bytes(answer.data)
        paths.append(str(folder / name))
    return paths


def test_the_files_of_a_draft_are_verified_by_the_command_line(company, carla, tmp_path, capsys):
    given, result = taken(carla, company.draft(), tmp_path)

    assert given.endswith("-input.json")
    assert main(["verify", given, result]) == 0
    assert capsys.readouterr().out.endswith("proven\n")


def test_a_large_draft_is_handed_out_compressed_and_was_checked_from_its_files(company, carla, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_WAITED_FOR", 0)
    draft = company.draft()
    given, result = taken(carla, draft, tmp_path)

    assert given.endswith("-input.json.gz")
    assert main(["verify", given, result]) == 0
    assert result_files.recheck(draft) == matcher.recheck(draft.input, draft.result)
    page = carla.open_page(f"/drafts/{draft.id}/certificate")
    assert "Every check passed. Anyone can repeat the proof" in page.text
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
    with pytest.raises(result_files.DraftNotReady, match="too many possible pairs to keep its input"):
        result_files.file_of(draft, "input")
    page = carla.open_page(f"/drafts/{draft.id}/certificate")
    assert "keep the input. You can download the result" in page.text
    assert "repeat the proof" not in page.text
    assert "from the stored input" not in page.text
    assert page.click("Download the result").status == 200


def test_an_input_of_before_inputs_were_compact_is_still_read(company, carla, tmp_path):
    draft = company.draft()
    long = json.dumps(instance_to_json(files.unpacked(draft.input))).encode()
    with transaction():
        draft.input = zlib.compress(long)
    db.session.expire_all()

    assert all(check.holds for check in result_files.recheck(draft))
    given, result = taken(carla, draft, tmp_path)
    assert main(["verify", given, result]) == 0


def test_a_changed_file_is_found_out(company):
    draft = company.draft()
    text = matcher.plain(draft.input).decode()
    score = queries.all_pairs(draft)[0].score

    changed = zlib.compress(text.replace(str(score), str(score - 1)).encode())

    assert not all(check.holds for check in matcher.recheck(changed, draft.result))
