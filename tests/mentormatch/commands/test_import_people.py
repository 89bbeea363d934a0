"""`import-people`: the preview, the question, all or nothing, and the exit code."""

from mentormatch.people import queries
from mentormatch.people.models import Person
from tests.support import make

GOOD = "email;name;grade;shoe size\nines@company.example;Ines Okafor;5;38\nben@company.example;Ben Roth;8;44\n"


def run(app, tmp_path, text, *options, answer=""):
    path = tmp_path / "people.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return app.test_cli_runner().invoke(args=["import-people", str(path), *options], input=answer)


def test_with_yes_it_shows_the_preview_and_imports(app, tmp_path):
    result = run(app, tmp_path, GOOD, "--yes")

    assert result.exit_code == 0, result.output
    assert "Ignored columns: shoe size." in result.output
    assert "New: 2\n  line 2, ines@company.example\n  line 3, ben@company.example\n" in result.output
    assert "Imported: 2 new, 0 changed, 0 leaving, 0 unchanged." in result.output
    assert queries.by_email("ines@company.example").grade == 5


def test_it_asks_and_a_no_imports_nothing(app, tmp_path):
    result = run(app, tmp_path, GOOD, answer="n\n")

    assert "Import this?" in result.output
    assert result.exit_code == 1
    assert make.count(Person) == 0
    assert run(app, tmp_path, GOOD, answer="y\n").exit_code == 0
    assert make.count(Person) == 2


def test_a_second_time_there_is_nothing_to_import(app, tmp_path):
    run(app, tmp_path, GOOD, "--yes")

    result = run(app, tmp_path, GOOD)

    assert result.exit_code == 0
    assert "Everyone in this file is already in mentormatch" in result.output


def test_what_changes_is_shown_from_and_to(app, tmp_path):
    run(app, tmp_path, GOOD, "--yes")

    result = run(app, tmp_path, GOOD.replace(";5;", ";6;"), "--yes")

    assert "line 2, ines@company.example: grade 5 → 6" in result.output


def test_bad_rows_are_named_with_exit_code_1_and_nothing_is_imported(app, tmp_path):
    result = run(app, tmp_path, GOOD.replace(";5;", ";50;").replace("ben@", "ben"), "--yes")

    assert result.exit_code == 1
    assert "Nothing can be imported until these 2 rows are fixed:" in result.output
    assert "line 2, ines@company.example: “50” isn't a grade." in result.output
    assert "line 3, bencompany.example: “bencompany.example” isn't an email address." in result.output
    assert make.count(Person) == 0


def test_a_file_that_cannot_be_read_is_told_so(app, tmp_path):
    result = run(app, tmp_path, b"PK\x03\x04", "--yes")

    assert result.exit_code == 1
    assert "not a CSV file" in result.output


def test_a_file_in_which_many_would_leave_is_refused_unattended(app, tmp_path):
    lines = [f"p{number:02}@company.example;Person {number:02};{{status}}" for number in range(12)]
    text = "email;name;status\n" + "\n".join(lines) + "\n"
    run(app, tmp_path, text.replace("{status}", ""), "--yes")

    result = run(app, tmp_path, text.replace("{status}", "left"), "--yes")

    assert result.exit_code == 1
    assert "Nothing was imported: 12 of 12 people would leave, and someone has to confirm that." in result.output
    assert queries.by_email("p00@company.example").status == "active"
