import html
import re
import zipfile

import pytest

from engagement_kit.cases import read_case
from engagement_kit.exchange.sheets.newstudy import STARTER
from engagement_kit.exchange.sheets.template import template_workbook
from engagement_kit.exchange.sheets.workbook import read_workbook


@pytest.fixture(scope="module")
def template(tmp_path_factory, frameworks):
    """The template on disk."""
    path = tmp_path_factory.mktemp("template") / "template.xlsx"
    example = read_case(STARTER / "case_studies" / "example")
    path.write_bytes(template_workbook(example, frameworks, str(path)))
    return path


def lists_of(path, number):
    """Range and source of each drop-down list of a sheet."""
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(f"xl/worksheets/sheet{number}.xml").decode()
    found = re.findall(r'<dataValidation [^>]*sqref="([^"]+)"[^>]*><formula1>([^<]*)<', xml)
    return {place: html.unescape(source) for place, source in found}


def test_answers_are_offered_for_the_item_of_the_row(template, frameworks):
    """The list of a value looks the item up among all answers."""
    offered = lists_of(template, 5)
    assert offered["D2:D5001"] == "answers!$A$2:$A$1000"
    assert "MATCH($D2,answers!$A:$A,0)" in offered["E2:E5001"]
    assert offered["F2:F5001"] == '"high,medium,low"'
    answers = {s.name: s for s in read_workbook(template)}["answers"]
    rows = {cells[0]: [c for c in cells[1:] if c] for _, cells in answers.rows[1:]}
    for framework in frameworks.values():
        for item in framework.items:
            assert rows[item.id] == list(framework.scale(item.scale).ids)


def test_targets_are_offered_the_answers_of_their_item(template):
    """Where people want to be is filled in from the same lists as where the case stands."""
    sheet = next(sheet for sheet in read_workbook(template) if sheet.name == "targets")
    assert sheet.rows[0][1] == ["case", "coder", "respondent", "horizon", "item", "value"]
    offered = lists_of(template, 7)
    assert offered["E2:E5001"] == "answers!$A$2:$A$1000"
    assert "MATCH($E2,answers!$A:$A,0)" in offered["F2:F5001"]


def test_formulas_of_lists_are_short_enough(template):
    """A spreadsheet refuses a list whose formula has more than 255 characters."""
    sources = [s for number in range(1, 10) for s in lists_of(template, number).values()]
    assert sources
    assert max(map(len, sources)) <= 255


def test_it_is_the_same_each_time(template, frameworks):
    """No clock leaves a trace in the template."""
    example = read_case(STARTER / "case_studies" / "example")
    assert template.read_bytes() == template_workbook(example, frameworks, "other.xlsx")
