"""The rectangle of a sheet's cells, counted in two ways that must agree."""

import random

import pytest

from engagement_kit.exchange.sheets import extent as module
from engagement_kit.exchange.sheets.extent import extent

CELL = b'<c r="%s%d" s="1" t="s"><v>0</v></c>'


def sheet(rows, columns="ABC"):
    """A sheet in the spelling of spreadsheet programs."""
    made = []
    for number in range(1, rows + 1):
        cells = b"".join(CELL % (name.encode(), number) for name in columns)
        made.append(b'<row r="%d" spans="1:3">%s</row>' % (number, cells))
    head = b'<worksheet xmlns:r="x"><cols><col min="1"/></cols><sheetData>'
    return head + b"".join(made) + b"</sheetData></worksheet>"


def both(part):
    """The rectangle by arrays (None where they do not judge) and by regular expression."""
    return module._counted(part), module._searched(part)


def test_a_large_sheet_is_counted_by_arrays():
    """Rows and columns of a sheet of ordinary spelling are found without regular expressions."""
    counted, searched = both(sheet(2000))
    assert counted == (2000, 3)
    assert searched == (2001, 3)  # one more, for what may stand before the first row
    assert extent(sheet(2000)) == (2000, 3)


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (b"XFD1048576", (1_048_576, 16_384)),
        (b"aa00000007", (50, 27)),
        (b"A999999999", (999_999_999, 3)),
        (b"ZZZZZZ1", (50, 321_272_406)),
    ],
)
def test_one_far_cell_is_seen(place, found):
    """Wherever one cell lies, both ways find it."""
    part = sheet(50).replace(b'"B25"', b'"' + place + b'"')
    counted, searched = both(part)
    assert counted == found
    assert searched == (max(found[0], 51), found[1])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<c r="B25"', b"<c r='XFD99999'"),
        (b'<c r="B25"', b'<c r = "XFD99999"'),
        (b'<c r="B25"', b'<c\tr="XFD99999"'),
        (b'<c r="B25"', b'<c r=" XFD99999"'),
        (b'<c r="B25"', b'<c r="B25"\nr="XFD99999"'),
        (b'<c r="B25"', b'<c s="1"r="XFD99999"'),
        (b'<c r="B25"', b'<x:c r="XFD99999"'),
        (b'<row r="25"', b'<x:row r="99999999"'),
        (b'<c r="B25"', b'<c r="BBBBBBBB25"'),
        (b'<c r="B25"', b"<c/>" * 20_000 + b"<c"),
        (b'<row r="25"', b"<row/>" * 300_000 + b"<row"),
        (b'<c r="B25"', b'<c r="B25"' + b' r="B25"' * 20_000 + b"/>" + b"<c/>" * 20_000 + b"<c"),
    ],
)
def test_what_is_spelled_otherwise_is_left_to_the_regular_expression(old, new):
    """No spelling hides a far cell, and cells without a place are counted one by one."""
    part = sheet(50).replace(old, new)
    counted, searched = both(part)
    assert counted is None or counted == searched
    rows, columns = extent(part + b" " * module._SMALL)
    assert rows * columns > 500_000


def test_arrays_find_every_place_whatever_is_changed():
    """Where arrays judge a damaged sheet, they find what the regular expression finds."""
    chance = random.Random(7)  # noqa: S311 - the same damage each time
    whole = sheet(20)
    judged = 0
    for _ in range(3000):
        data, at = bytearray(whole), chance.randrange(len(whole))
        data[at : at + chance.randrange(4)] = bytes(chance.choices(b" r=\"'<c/ow:9Z\t", k=3))
        counted = module._counted(bytes(data))
        if counted is not None:
            judged += 1
            places = module._PLACE.findall(bytes(data))
            columns = max(module._column_number(letters) for letters, _ in places)
            assert counted == (max(int(digits[:9] or b"0") for _, digits in places), columns)
    assert judged > 1000
