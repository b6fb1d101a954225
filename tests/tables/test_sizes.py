import pytest

from engagement_kit.assess import place_quadrants, place_stages, rate_levels
from engagement_kit.cases import Cases
from engagement_kit.tables import table_cases, table_comparison, table_matrix, table_placements
from engagement_kit.tables.widths import lay_out

FORMS = ("html", "latex", "docx", "xlsx", "csv")


def every_table(cases, smi, maturity, lang):
    """All tables that can be made of some cases."""
    placements, stages = place_quadrants(cases, smi), place_stages(cases, maturity)
    levels = rate_levels(cases, smi)
    yield table_cases(cases, frameworks=[smi, maturity], lang=lang)
    yield from (table_placements(one, lang=lang) for one in (placements, stages))
    yield from (table_comparison(one, lang=lang) for one in (placements, stages, levels))
    yield from (table_matrix(levels, rows=rows, lang=lang) for rows in ("case", "construct"))


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_no_case_and_one_case_have_every_form(make_case, smi, maturity, number, lang):
    """Where nothing or next to nothing is known, every table can still be had in every format."""
    cases = Cases(tuple(make_case(n, "One", {}) for n in range(number)))
    for table in every_table(cases, smi, maturity, lang):
        assert all(getattr(table, form)() for form in FORMS)


def test_hostile_names_have_every_form(hostile, smi, maturity):
    """Signs of every format, 300 letters and three scripts stop nothing."""
    for table in every_table(hostile, smi, maturity, "ar"):
        assert all(getattr(table, form)() for form in FORMS)


def test_a_thousand_cases_have_every_form(make_case, smi):
    """A thousand rows are a thousand rows in each format."""
    cases = Cases(tuple(make_case(n, f"Case {n}", {}) for n in range(1000)))
    table = table_placements(place_quadrants(cases, smi))
    assert len(table) == 1000
    assert table.html().count("<tr>") == 1002
    assert table.csv().count("\n") == 1001
    assert table.latex().count("Case 999 ") == 1
    assert table.docx()
    assert table.xlsx()


def test_shares_of_a_line_never_exceed_it(library, hostile, smi, maturity):
    """Columns and the gaps between them fit their line, however long the names."""
    for cases in (library, hostile):
        for table in every_table(cases, smi, maturity, "ko"):
            layout = lay_out(table)
            assert 0 < sum(layout.shares) <= 1.001
            assert min(layout.shares) > 0
