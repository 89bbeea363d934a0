"""The invented companies look like companies: a tree of managers, a pyramid of grades, names nobody shares."""

from collections import Counter
from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from mentormatch.demo.people import build, by_email
from mentormatch.demo.plans import MERROWBY, ORRINMERE

COMPANIES = [build(MERROWBY, 2026), build(ORRINMERE, 500)]
each_company = pytest.mark.parametrize("company", COMPANIES, ids=lambda company: company.plan.domain)


def test_the_headcounts_are_as_announced():
    assert [len(company.people) for company in COMPANIES] == [240, 500]


@each_company
def test_the_same_seed_builds_the_same_people_and_another_does_not(company):
    seed = 2026 if company.plan is MERROWBY else 500

    assert build(company.plan, seed) == company
    assert build(company.plan, seed + 1) != company


@each_company
def test_nobody_shares_a_name_or_an_address(company):
    assert len({person.email for person in company.people}) == len(company.people)
    assert len({person.name.casefold() for person in company.people}) == len(company.people)


@each_company
def test_addresses_are_plain_and_of_a_reserved_domain(company):
    for person in company.people:
        local, domain = person.email.split("@")
        assert domain == company.plan.domain
        assert domain.endswith(".example")
        assert local.replace(".", "").isascii()
        assert local.replace(".", "").isalpha()
        assert local == local.lower()


@each_company
def test_one_person_leads_the_company_and_everybody_else_has_a_manager_above(company):
    people = by_email(company)

    heads = [person for person in company.people if person.manager_email is None]

    assert [person.grade for person in heads] == [10]
    for person in company.people:
        if person.manager_email:
            assert people[person.manager_email].grade > person.grade


@each_company
def test_the_reporting_line_of_everybody_ends_at_the_top(company):
    people = by_email(company)

    for person in company.people:
        above, steps = person, 0
        while above.manager_email:
            above, steps = people[above.manager_email], steps + 1
            assert steps < 10, person.email
        assert above.grade == 10


@each_company
def test_managers_come_before_their_reports(company):
    known = set()

    for person in company.people:
        assert person.manager_email is None or person.manager_email in known
        known.add(person.email)


@each_company
def test_nobody_leads_more_people_than_can_be_led(company):
    reports = Counter(person.manager_email for person in company.people if person.manager_email)

    assert max(reports.values()) <= 14
    assert sum(reports.values()) / len(reports) >= 3


@each_company
def test_grades_are_a_pyramid(company):
    grades = Counter(person.grade for person in company.people)

    levels = [grades[9] + grades[10], grades[8], grades[7], grades[6], grades[5], grades[4]]
    lower = grades[1] + grades[2] + grades[3]

    assert levels == sorted(levels)
    assert set(grades) == set(range(1, 11))
    assert lower > 0.4 * len(company.people)


@each_company
def test_departments_and_sites_are_as_planned(company):
    plan = company.plan
    departments = Counter(person.department for person in company.people)
    sites = Counter(person.site for person in company.people)
    whole = sum(site.share for site in plan.sites)

    assert departments == {department.name: department.headcount for department in plan.departments}
    for site in plan.sites:
        assert abs(sites[site.city] / len(company.people) - site.share / whole) < 0.05, site.city


@each_company
def test_every_site_has_a_real_time_zone(company):
    zones = {(person.site, person.time_zone) for person in company.people}

    assert len(zones) == len(company.plan.sites) == 5
    assert all(ZoneInfo(zone).key == zone for _, zone in zones)


@each_company
def test_everybody_speaks_something_and_most_speak_english(company):
    known = Locale("en").languages

    for person in company.people:
        assert person.languages
        assert set(person.languages) <= set(known)
        assert len(set(person.languages)) == len(person.languages)
    english = sum("en" in person.languages for person in company.people)
    assert 0.9 * len(company.people) < english < len(company.people)


@each_company
def test_women_are_rarer_at_the_top_than_below(company):
    senior = [person for person in company.people if person.grade >= 8]
    women_above = sum(person.email in company.women for person in senior) / len(senior)
    women = len(company.women) / len(company.people)

    assert 0.42 < women < 0.58
    assert 0.2 < women_above < 0.4


@each_company
def test_some_are_away_and_none_of_them_leads_others(company):
    away = [person for person in company.people if person.status != "active"]
    leading = {person.manager_email for person in company.people}
    states = Counter(person.status for person in away)

    assert states == {"leave": company.plan.on_leave, "left": company.plan.left}
    assert not leading & {person.email for person in away}


@each_company
def test_only_heads_carry_the_title_of_a_head_and_titles_vary(company):
    titles = Counter(person.job_title for person in company.people)

    assert titles["Chief executive"] == 1
    assert titles["Head of Operations"] == 1
    assert len(titles) > 80
