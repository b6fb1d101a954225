import io
import zipfile

import pytest

from engagement_kit.errors import Faults
from engagement_kit.exchange.archives import read_archive, zip_bytes


def archive(path, members):
    """Write a zip archive as any program would."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members:
            made.writestr(name, data)
    return path


def codes_of(path, **limits):
    """Codes of the faults of an archive."""
    with pytest.raises(Faults) as error:
        read_archive(path, **limits)
    return [fault.code for fault in error.value.faults]


def test_members_come_back_as_they_went_in(tmp_path):
    """What is packed is read again, in order, folders left out."""
    members = {"b.txt": "여".encode(), "in/a.txt": b"", "ㄱ.txt": b"\x00\xff"}
    path = tmp_path / "x.zip"
    path.write_bytes(zip_bytes(members))
    assert list(read_archive(path).items()) == list(members.items())
    assert read_archive(path, lambda name: name.startswith("in/")) == {"in/a.txt": b""}


def test_the_same_members_give_the_same_bytes():
    """No time, system or user stands in an archive."""
    assert zip_bytes({"a": b"1"}) == zip_bytes({"a": b"1"})
    (info,) = zipfile.ZipFile(io.BytesIO(zip_bytes({"a": b"1"}))).infolist()
    assert info.date_time == (1980, 1, 1, 0, 0, 0)


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../x", "a/../../x", "..\\x", "\\\\host\\x", "C:\\x", "c:x", "a\x1bb"]
)
def test_names_that_lead_elsewhere_are_refused(tmp_path, name):
    """A name that is absolute, climbs out or hides something stops everything before it begins."""
    path = archive(tmp_path / "x.zip", [("good.txt", b"1"), (name, b"2")])
    assert codes_of(path) == ["unsafe_name"]


def test_a_name_that_stands_twice_is_refused(tmp_path):
    """Two programs may take two different ones of two members with one name."""
    with pytest.warns(UserWarning, match="Duplicate"):
        path = archive(tmp_path / "x.zip", [("a", b"1"), ("a", b"2")])
    assert codes_of(path) == ["unsafe_name"]


def test_a_bomb_is_refused_by_what_it_says(tmp_path):
    """Two hundred megabytes of zeros in a small file are not unpacked."""
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made, made.open("a", "w") as member:
        for _ in range(201):
            member.write(bytes(1_000_000))
    assert path.stat().st_size < 300_000
    assert codes_of(path) == ["archive_too_large"]


def test_a_member_that_lies_about_its_size_is_refused(tmp_path):
    """A member is read no further than it says, and what says too little is damaged."""
    path = tmp_path / "x.zip"
    data = zip_bytes({"a": bytes(100_000)})
    path.write_bytes(data.replace((100_000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    assert codes_of(path) == ["not_archive"]


def test_too_many_members_are_refused(tmp_path):
    """The number of members is limited, too."""
    path = tmp_path / "x.zip"
    path.write_bytes(zip_bytes({f"{n}": b"" for n in range(11)}))
    assert codes_of(path, max_members=10) == ["archive_too_large"]


def test_what_is_no_archive_says_so(tmp_path):
    """A text, a folder, a missing file and a cut archive each give one fault."""
    text = tmp_path / "x.txt"
    text.write_text("no archive")
    cut = tmp_path / "cut.zip"
    cut.write_bytes(zip_bytes({"a": bytes(range(256)) * 99})[:200])
    assert codes_of(text) == ["not_archive"]
    assert codes_of(cut) == ["not_archive"]
    assert codes_of(tmp_path) == ["cannot_read"]
    assert codes_of(tmp_path / "none.zip") == ["cannot_read"]
