from pathlib import Path

import pytest

from engagement_kit.errors import Faults
from engagement_kit.exchange.canvases.bmml import read_bmml
from tests.exchange.fuzzing import ROUNDS, damaged, hold

SAMPLES = Path(__file__).parent / "samples"
HEAD = "version: '2.0'\nmeta: {name: X}\n"


def read(name):
    """The canvas of a sample."""
    return read_bmml((SAMPLES / name).read_bytes(), name)


def test_the_second_version_fills_nine_boxes():
    """Each entry is a text: its name, and its description where there is one."""
    canvas = read("version_2.bmml")
    assert len(canvas.boxes) == 9
    assert canvas.boxes["bmc.segments"] == ("Families: Day visitors from the two towns", "Schools")
    assert canvas.boxes["bmc.propositions"] == ("Boats to climb on: Nothing is behind glass",)
    assert canvas.boxes["bmc.costs"] == ("Timber",)
    assert (canvas.name, canvas.day) == ("The Ferry Museum", "2024-06-20")
    assert canvas.tagline == "Boats, and those who built them"
    assert canvas.told.startswith("portfolio: exploit; stage: grow; derived_from: ./ferry-v1.bmml")


def test_the_first_version_fills_them_too():
    """Relationships have no name there but a description, and costs lie one level deeper."""
    canvas = read("version_1.bmml")
    assert len(canvas.boxes) == 9
    assert canvas.boxes["bmc.relationships"] == ("후원회",)
    assert canvas.boxes["bmc.costs"] == ("목재", "인건비")
    assert canvas.day == "2022-05-01"


def test_a_draft_of_the_format_is_read_as_far_as_it_goes():
    """Blocks that were given up are dropped and listed."""
    canvas = read("draft.bmc")
    assert canvas.boxes["bmc.propositions"] == ("Hot tea",)
    assert any("environment" in one for one in canvas.dropped)
    assert any("hypotheses" in one for one in canvas.dropped)


@pytest.mark.parametrize("name", ["version_1.bmml", "version_2.bmml", "draft.bmc"])
def test_what_is_dropped_is_listed_with_its_line(name):
    """Whatever of a file is neither a note, an id nor what it says of itself stands in the list."""
    canvas = read(name)
    lines = (SAMPLES / name).read_text(encoding="utf-8").split("\n")
    numbers = [int(one.split(":")[0].removeprefix("line ")) for one in canvas.dropped]
    assert numbers == sorted(numbers)
    for number, one in zip(numbers, canvas.dropped, strict=True):
        key = one.split(": ")[1].split(" (")[0].rpartition(".")[2]
        assert key.split("[")[0] in lines[number - 1]


def test_the_list_is_whole():
    """Customers' jobs, pains and gains, products, fits, and who is served by what: 15 places."""
    dropped = [one.split(": ", 1)[1] for one in read("version_2.bmml").dropped]
    assert "customer_segments[0].pains (2 entries)" in dropped
    assert {"fits", "channels[0].for", "revenue_streams[0].from", "revenue_streams[0].for"} <= set(
        dropped
    )
    assert len(dropped) == 15


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("version: '3.0'\nmeta: {name: X}\ncosts: []\n", ("unknown_bmml", 1, "version")),
        ("version: [2]\nmeta: {name: X}\ncosts: []\n", ("unknown_bmml", 1, "version")),
        (f"version: {'9' * 400}\nmeta: {{name: X}}\n", ("unknown_bmml", 1, "version")),
        ("version: true\nmeta: {name: X}\n", ("unknown_bmml", 1, "version")),
        ("a: 1\nb: 2\n", ("not_bmml", 1, "")),
        ("meta: {tagline: X}\ncosts: []\n", ("missing_key", 1, "meta.name")),
        ("meta: X\n", ("wrong_type", 1, "meta")),
        ("meta: {name: [X]}\n", ("wrong_type", 1, "meta.name")),
        (f"{HEAD}channels: {{a: b}}\n", ("wrong_type", 3, "channels")),
        (f"{HEAD}channels:\n- {{id: ch-a}}\n", ("silent_entry", 4, "channels[0]")),
        (f"{HEAD}channels:\n- ''\n", ("silent_entry", 4, "channels[0]")),
        (f"{HEAD}channels:\n- {{name: yes, description: true}}\n",
         ("wrong_type", 4, "channels[0].description")),
        (f"{HEAD}channels:\n- {{name: [a]}}\n", ("wrong_type", 4, "channels[0].name")),
        (f"{HEAD}cost_structure: []\ncosts: 3\n", ("wrong_type", 4, "costs")),
        ("meta: {name: X, updated: June}\ncosts: []\n", ("no_day", 1, "meta.updated")),
        (f"{HEAD}channels: &a []\ncosts: *a\n", ("alias", 3, "channels")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(text, found):
    """The first fault is the one that is there."""
    with pytest.raises(Faults) as error:
        read_bmml(text.encode(), "x.bmml")
    fault = error.value.faults[0]
    assert (fault.code, fault.line, fault.field)[:2] == found[:2]
    assert fault.field == found[2] or fault.code == "alias"
    assert str(fault)


def test_all_faults_are_told_at_once():
    """Two entries without text and a wrong date are three faults."""
    text = "meta: {name: X, created: '2024'}\nchannels: [{id: a}, {}]\n"
    with pytest.raises(Faults) as error:
        read_bmml(text.encode(), "x.bmml")
    codes = [fault.code for fault in error.value.faults]
    assert codes == ["no_day", "silent_entry", "silent_entry"]


@pytest.mark.parametrize("version", ["'2.0'", "2.0", "2", "1", "'1.0'"])
def test_a_version_may_lack_its_quotes(version):
    """People write 2.0 without quotes, which YAML reads as a number."""
    assert read_bmml(f"version: {version}\nmeta: {{name: 2024}}\n".encode(), "x").name == "2024"


@pytest.mark.parametrize("number", ["12345678", "0.25", "9" * 400, "-3"])
def test_a_number_keeps_its_digits(number):
    """What YAML reads as a number is text to us, whole, however long."""
    canvas = read_bmml(f"{HEAD}channels: [{number}]\n".encode(), "x")
    assert canvas.boxes["bmc.channels"] == (number,)


def test_damaged_files_are_refused_with_a_sentence():
    """Whatever the bytes, our own error comes out or a canvas."""
    samples = [path.read_bytes() for path in sorted(SAMPLES.iterdir())]
    counts = hold(lambda data: read_bmml(data, "x.bmml"), damaged(samples))
    assert sum(counts.values()) == ROUNDS
    assert min(counts.values()) > ROUNDS / 50
