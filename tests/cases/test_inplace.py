import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_kit.cases import inplace
from engagement_kit.cases.inplace import Memory, change_in_place
from engagement_kit.strict_yaml import dump_yaml, read_yaml

OLD = """\
# head
format: 1
name: old  # beside

# before the list
ratings:
  # first
  - {item: a, value: 'no'}
  # second
  - item: b
    value: partly   # aligned
  # third
  - item: c
    value: 'yes'
# before the notes
notes:
- {box: x}
# end
"""


def content():
    """What the old text says."""
    return read_yaml(OLD.encode(), "old")


def changed(new):
    """The old text with other content."""
    return change_in_place(OLD, dump_yaml(new))


def test_the_same_content_is_the_same_text():
    """Where nothing changes, not a byte does."""
    assert changed(content()) == OLD


def test_one_entry_changes_and_no_other_line():
    """Only the lines of the entry go; its indentation and all comments stay."""
    new = content()
    new["ratings"][0]["value"] = "yes"
    assert changed(new) == OLD.replace(
        "  - {item: a, value: 'no'}\n", "  - item: a\n    value: 'yes'\n"
    )


def test_new_entries_stand_behind_the_last():
    """They come before the comment that belongs to what follows."""
    new = content()
    new["ratings"].append({"item": "d", "value": "no"})
    expected = "    value: 'yes'\n  - item: d\n    value: 'no'\n# before the notes\n"
    assert changed(new) == OLD.replace("    value: 'yes'\n# before the notes\n", expected)


def test_values_and_lists_come_and_go():
    """Top-level values are replaced, added and taken away where they stand."""
    new = {**content(), "name": "new", "targets": [{"item": "a"}]}
    del new["notes"]
    expected = OLD.replace("name: old  # beside\n", "name: new\n").replace(
        "notes:\n- {box: x}\n", ""
    )
    assert changed(new) == expected + "targets:\n- item: a\n"


def test_an_entry_that_is_gone_takes_its_lines_along():
    """Comments around it stay: they may be about more."""
    new = content()
    del new["ratings"][2]
    assert changed(new) == OLD.replace("  - item: c\n    value: 'yes'\n", "")


def test_an_entry_taken_out_leaves_the_others_alone():
    """The lines of the entries behind it stay, with their comments."""
    new = content()
    del new["ratings"][0]
    assert changed(new) == OLD.replace("  - {item: a, value: 'no'}\n", "")


def test_an_entry_put_in_leaves_the_others_alone():
    """It comes behind the entry before it, or in front of the first."""
    new = content()
    new["ratings"].insert(1, {"item": "x"})
    first = "  - {item: a, value: 'no'}\n"
    assert changed(new) == OLD.replace(first, f"{first}  - item: x\n")
    new = content()
    new["ratings"].insert(0, {"item": "x"})
    assert changed(new) == OLD.replace(first, f"  - item: x\n{first}")


def test_a_file_of_comments_keeps_them():
    """Where nothing was said yet, what is new stands below."""
    assert change_in_place("# to do\n", "format: 1\n") == "# to do\nformat: 1\n"


@pytest.mark.parametrize(
    "old",
    [
        "# one line\nratings: [{item: a}, {item: b}]\n",
        "# dash alone\nratings:\n-\n  item: a\n- item: b\n",
        "# text\nratings:\n- item: |\n    a\n\n    # no comment\n- item: b\n",
    ],
)
def test_layout_that_lines_do_not_follow_is_written_anew(old):
    """The content is always what was wanted, whatever becomes of the layout."""
    new = read_yaml(old.encode(), "old")
    new["ratings"][0]["item"] = "changed"
    assert read_yaml(change_in_place(old, dump_yaml(new)).encode(), "new") == new


ENTRY = st.dictionaries(
    st.sampled_from("abc"), st.sampled_from(["no", "x # y", "1\n2", "-"]), min_size=1
)
LISTS = st.fixed_dictionaries(
    {}, optional={k: st.lists(ENTRY, min_size=1, max_size=4) for k in "pq"}
)


@given(LISTS, LISTS, st.booleans())
def test_any_change_says_what_was_wanted(before, after, ends):
    """Whatever lists a file has and should have, the result holds just these."""
    text = dump_yaml({"format": 1, **before}).replace("\n- ", "\n# remark\n- ")
    old = text if ends else text.removesuffix("\n")
    new = {"format": 1, **after}
    assert read_yaml(change_in_place(f"# x\n{old}", dump_yaml(new)).encode(), "new") == new


@given(st.lists(LISTS, min_size=1, max_size=4), st.booleans())
def test_a_memory_changes_no_byte(versions, has_remarks):
    """One change after another gives the same text, whether each reads the file again or not."""
    old = "# x\nformat: 1\np:\n# remark\n- {a: 'x # y'}\n" if has_remarks else "format: 1\n"
    memory, remembered = Memory(), old
    for version in versions:
        new = dump_yaml({"format": 1, **version})
        old = change_in_place(old, new)
        remembered = change_in_place(remembered, new, memory)
        assert remembered == old
        assert read_yaml(old.encode(), "old") == {"format": 1, **version}


def test_a_change_behind_its_back_is_seen():
    """A memory of another text than the one that is to be changed is not used."""
    memory = Memory()
    new = {**content(), "name": "new"}
    change_in_place(OLD, dump_yaml(new), memory)
    other = OLD.replace("# head", "# another head")
    assert change_in_place(other, dump_yaml(new), memory).startswith("# another head")


def test_one_change_reads_the_file_once(monkeypatch):
    """With a memory, a change of one entry reads that entry, and the result to be sure of it."""
    read = []
    monkeypatch.setattr(inplace, "decode", lambda data, _: read.append(data) or data.decode())
    memory, new = Memory(), content()
    text = change_in_place(OLD, dump_yaml(new), memory)
    assert len(read) == 2
    new["ratings"][1]["value"] = "no"
    text = change_in_place(text, dump_yaml(new), memory)
    assert read[2:] == [text.encode()]
