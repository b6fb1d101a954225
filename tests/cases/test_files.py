"""Format numbers of the files of a case folder."""

from engagement_kit.cases.files import FORMAT, UPGRADES, upgrade


def test_upgrade_goes_step_by_step():
    """Content of an old format passes through every step up to the wanted one."""
    steps = {
        1: lambda content: {**content, "colour": content["color"]},
        2: lambda content: {key: value for key, value in content.items() if key != "color"},
    }
    content = {"format": 1, "color": "red"}
    assert upgrade(content, to=3, steps=steps) == {"format": 3, "colour": "red"}
    assert content == {"format": 1, "color": "red"}


def test_no_sound_number_is_left_to_the_check():
    """Without a number there is nothing to upgrade; the check of the fields says so."""
    for content in ({}, {"format": "1"}, {"format": 0}, {"format": True}):
        assert upgrade(content) == content


def test_every_older_format_has_a_step():
    """No format that was ever written is left behind."""
    assert sorted(UPGRADES) == list(range(1, FORMAT))
