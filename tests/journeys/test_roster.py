"""A real company's roster: a file with mistakes is refused with their lines, the mended one comes in, people follow."""

GOOD = """\ufeffName;E-mail;Department;Site;Grade;Manager e-mail;Languages;Time zone;Status;Shoe size
Ines Okafor;ines@company.example;Finance;Lisbon;5;boss@company.example;English, Portuguese;Europe/Lisbon;active;38
Bo Stern;boss@company.example;Finance;Lisbon;9;;English;Europe/Lisbon;active;44
"""


def test_a_roster_comes_in_and_somebody_on_it_follows_her_invitation(people, administrator, tmp_path):
    ada, good, bad = administrator, tmp_path / "people.csv", tmp_path / "broken.csv"
    good.write_text(GOOD, "utf-8")
    bad.write_text(GOOD.replace(";5;boss@", ";50;nobody@"), "utf-8")

    ada.open("/admin/import").press("Preview").sees("There is a problem")
    ada.page.set_input_files("[name=file]", bad)
    ada.press("Preview").sees("Line 2").does_not_see("Import your company's roster")
    ada.open("/admin/import").page.set_input_files("[name=file]", good)
    ada.press("Preview").sees("Shoe size").press("Import the roster")
    ada.follow("See who to invite").press("Invite all").sees("ines@company.example")

    ines = people("ines@company.example").open_mail("Your invitation")
    ines.fill(password="short").press("Create my account").sees("There is a problem")
    ines.fill(password="harbour lantern willow").press("Create my account")
    assert "Ines" in ines.heading()

    ada.open("/admin/import").page.set_input_files("[name=file]", good)
    ada.press("Preview").does_not_see("Import your company's roster")
