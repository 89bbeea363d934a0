"""Reading roster files: what is understood, and the sentence for everything else."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentormatch.people.roster import cells as roster_cells
from mentormatch.people.roster import file
from mentormatch.people.roster.columns import UnreadableRoster
from tests.support.databases import settings_for

ROWS = "email,name\nines@company.example,Ines Okafor\n"


def read(content, most=8):
    return file.read(content.encode() if isinstance(content, str) else content, most)


def refusal(content, most=8):
    with pytest.raises(UnreadableRoster) as refused:
        read(content, most)
    assert refused.value.field == "file"
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_with_a_mark_and_delimiters_are_found_out(app, encoding, delimiter):
    text = ROWS.replace(",", delimiter).replace("Ines", "Inês")

    sheet = read(text.encode(encoding))

    assert [(row.line, row.cells.email, row.cells.name) for row in sheet.rows] == [
        (2, "ines@company.example", "Inês Okafor")]


@pytest.mark.parametrize("heading", ["E-Mail", " e mail ", "EMAIL", "email_address", "Work e-mail", '"e-mail"'])
def test_headings_are_matched_loosely(app, heading):
    assert read(f"{heading};Full Name\nines@company.example;Ines\n").rows[0].cells.email == "ines@company.example"


@pytest.mark.parametrize(("heading", "field"), [
    ("Manager e-mail", "manager_email"), ("manager_email", "manager_email"), ("Language(s)", "languages"),
    ("Time zone", "time_zone"), ("timezone", "time_zone"), ("Location", "site"), ("Dept.", "department"),
    ("Job-Title", "job_title"), ("GRADE", "grade"), ("Employment status", "status"),
])
def test_every_column_has_synonyms(app, heading, field):
    sheet = read(f"email,name,{heading}\nines@company.example,Ines,x\n")

    assert getattr(sheet.rows[0].cells, field) == "x"


def test_unknown_columns_are_named_and_left_aside(app):
    sheet = read("email,name,Shoe size,,Cost centre\nines@company.example,Ines,38,,4711\n")

    assert sheet.columns.unknown == ("Shoe size", "Cost centre")
    assert "grade" in sheet.columns.absent
    assert "email" not in sheet.columns.absent


def test_missing_columns_are_named(app):
    assert "These are missing: name" in refusal("email,grade\nines@company.example,3\n")
    assert "It contains: “ines@company.example”, “Ines”." in refusal("ines@company.example,Ines\n")


def test_of_two_columns_with_one_meaning_the_exact_one_is_read_or_none(app):
    sheet = read("email,name,Team,Department\nines@company.example,Ines,Blue,Finance\n")

    assert sheet.rows[0].cells.department == "Finance"
    assert sheet.columns.unknown == ("Team",)
    assert "Several columns could be the department: “Team”, “Unit”." in refusal("email,name,Team,Unit\na,b,c,d\n")


def test_quoted_cells_may_hold_anything(app):
    sheet = read('name,email,department\n"Okafor, Ines",ines@company.example,"R&D ""blue""\nsecond floor"\n'
                 "Ben Roth,ben@company.example,Legal\n")

    assert sheet.rows[0].cells.name == "Okafor, Ines"
    assert sheet.rows[0].cells.department == 'R&D "blue" second floor'
    assert [row.line for row in sheet.rows] == [2, 4]


def test_a_line_that_names_the_separator_is_passed_over(app):
    assert len(read("sep=;\nemail;name\nines@company.example;Ines\n").rows) == 1


def test_blank_lines_and_empty_cells_at_the_end_do_not_matter(app):
    sheet = read("\n\nemail,name\r\n\r\nines@company.example,Ines,,\r\n,\r\n")

    assert [row.line for row in sheet.rows] == [5]
    assert sheet.problems == []


@pytest.mark.parametrize(("content", "words"), [
    (b"", "The file is empty."),
    (b"  \n\n", "The file is empty."),
    (b"\xef\xbb\xbf", "The file is empty."),
    (b"email,name\n", "no people"),
    (b"PK\x03\x04 and so on", "This is an Excel file, not a CSV file"),
    (b"%PDF-1.7", "This is a PDF file, not a CSV file"),
    (b"email,name\nines@company.example,In\x00es\n", "Line 2 isn't plain text"),
    (b"email,name\nines@company.example,In\xeas\n", "We can't read line 2, because the file isn't in UTF-8"),
    (b"email,name\na@company.example,A\nb@company.example,\xc3", "We can't read line 3"),
    (b"\xff\xfee\x00m\x00a", "isn't in UTF-8"),
    (b'email,name\na@company.example,A\nb@company.example,"Ben\nc@company.example,C\n', "We can't read line 3: it"),
    (b'email,name\na@company.example,"A"nn\n', "We can't read line 2: it has an opening quot"),
    (b'email,name\na@company.example,"' + b"x" * 200_000 + b'"\n', "We can't read line 2"),
])
def test_files_that_cannot_be_read_get_a_sentence(app, content, words):
    assert words in refusal(content)


def test_a_file_that_is_too_large_is_told_how_large_it_may_be(app):
    assert "larger than 1 MB" in refusal(b"x" * (1024 * 1024 + 1), most=1)


def test_broken_rows_are_named_with_their_line_and_the_others_are_read(app):
    sheet = read("email,name,site\na@company.example,A,Oslo\nb@company.example,B\nc@company.example,C,Oslo,9,9\n"
                 f"d@company.example,{'D' * 201},Oslo\n")

    assert [(problem.line, problem.who) for problem in sheet.problems] == [
        (3, "b@company.example"), (4, "c@company.example"), (5, "d@company.example")]
    assert "has 2 cells, but there are 3 columns. Is the end of it missing?" in sheet.problems[0].reason
    assert "has 5 cells, but there are 3 columns. If a cell" in sheet.problems[1].reason
    assert "Shorten this to 200 characters or fewer: name." in sheet.problems[2].reason
    assert [row.line for row in sheet.rows] == [2]


@pytest.fixture(scope="module")
def words(tmp_path_factory):
    """An app context for the sentences alone: the parser knows no database."""
    from mentormatch.app import create_app  # noqa: PLC0415 -- only this fixture builds an app without a database

    app = create_app(settings_for(tmp_path_factory.mktemp("words")), QUEUE_IS_OFF=True)
    with app.app_context():
        yield


ANY_FILE = st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass"))
ALMOST_A_ROSTER = st.text(alphabet='email,name;\t"\n\r@x.é\x00\u2028', max_size=200).map(
    lambda text: ("email,name\n" + text).encode())


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=ANY_FILE | ALMOST_A_ROSTER)
def test_any_file_is_read_or_refused_and_nothing_else(words, content):
    sheet = None
    with contextlib.suppress(UnreadableRoster):
        sheet = read(content)

    if sheet is not None:
        assert sheet.rows or sheet.problems
        for row in sheet.rows:
            assert all(cell is None or cell == " ".join(cell.split())
                       for cell in vars(row.cells).values())


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.text(max_size=30), min_size=9, max_size=9))
def test_any_cells_are_understood_or_refused_with_a_sentence(words, cells):
    row = dict(zip(("job_title", "department", "site", "grade", "manager_email", "languages", "time_zone", "status"),
                   cells, strict=False))

    reading = roster_cells.read(file.Cells("ines@company.example", cells[8], **row), None, is_own=False)

    assert all(reason.endswith((".", ")")) for reason in reading.reasons)
    assert reading.values.grade is None or 1 <= reading.values.grade <= 10
    assert reading.values.status in ("active", "leave", "left")
