"""Ways of meeting in words."""

from mentormatch.programmes.formats import name_of, names_of


def test_a_way_of_meeting_has_a_name_and_what_we_do_not_know_reads_as_it_is(app):
    assert [name_of(slug) for slug in ("video", "by-pigeon", "")] == ["By video", "by-pigeon", ""]


def test_several_read_in_our_order_and_without_those_we_do_not_know(app):
    assert names_of(["walking", "by-pigeon", "video"]) == ["By video", "On a walk"]
