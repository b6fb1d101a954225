import pikepdf
import pytest
from matplotlib.figure import Figure
from PIL import Image

from engagement_kit.charts.press.formats import (
    eps_bytes,
    pdf_bytes,
    png_bytes,
    read_alt,
    read_provenance,
    svg_bytes,
    tiff_bytes,
)
from engagement_kit.errors import NoRecord

WRITERS = {"pdf": pdf_bytes, "svg": svg_bytes, "png": png_bytes, "tiff": tiff_bytes}


@pytest.fixture
def written(tmp_path, about):
    """A file of a figure in each format, by ending."""
    figure = Figure(figsize=(1, 1))
    found = {}
    for ending, write in {**WRITERS, "eps": eps_bytes}.items():
        found[ending] = tmp_path / f"figure.{ending}"
        found[ending].write_bytes(write(figure, about))
    return found


@pytest.mark.parametrize("ending", WRITERS)
def test_what_was_told_comes_back(written, about, ending):
    """Alternative text and provenance are read as they were written."""
    assert read_alt(written[ending]) == about.alt
    assert read_provenance(str(written[ending])) == dict(about.provenance)


@pytest.mark.parametrize("ending", WRITERS)
def test_the_content_decides_and_not_the_name(written, about, ending, tmp_path):
    """A file that was given another ending is read all the same."""
    renamed = written[ending].rename(tmp_path / "figure.dat")
    assert read_alt(renamed) == about.alt


@pytest.mark.parametrize("ending", WRITERS)
def test_a_file_that_is_cut_off_says_so(written, ending):
    """Half a file gives a clear error or what it still holds, never another exception."""
    data = written[ending].read_bytes()
    written[ending].write_bytes(data[:60])
    with pytest.raises(NoRecord, match=rf"figure.{ending}: it is damaged"):
        read_alt(written[ending])


def test_eps_holds_neither(written):
    """The error says why, and where else to look."""
    for read in (read_alt, read_provenance):
        with pytest.raises(NoRecord, match=r"EPS has no place .* look into the files beside"):
            read(written["eps"])


def other_png(path):
    """A picture of another program."""
    Image.new("RGB", (5, 5)).save(path, "PNG")


def other_pdf(path):
    """A page of another program."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)


def other_svg(path):
    """A drawing of another program."""
    path.write_text("<svg xmlns='http://www.w3.org/2000/svg'><desc>mine</desc></svg>")


@pytest.mark.parametrize("make", [other_png, other_pdf, other_svg])
def test_files_of_other_programs_hold_nothing(tmp_path, make):
    """The error names the file and says that it is not one of ours."""
    make(tmp_path / "theirs")
    for read in (read_alt, read_provenance):
        with pytest.raises(NoRecord, match="theirs: engagement_kit did not write it"):
            read(tmp_path / "theirs")


def test_what_is_no_figure_is_refused(tmp_path):
    """A missing file, a folder and a text each get their own reason."""
    (tmp_path / "notes.txt").write_text("alt: no")
    with pytest.raises(NoRecord, match="it is no PDF, SVG, PNG or TIFF"):
        read_alt(tmp_path / "notes.txt")
    with pytest.raises(NoRecord, match=r"it cannot be read \(No such file"):
        read_alt(tmp_path / "none.pdf")
    with pytest.raises(NoRecord, match="it cannot be read"):
        read_alt(tmp_path)


def test_an_svg_that_declares_entities_is_not_opened(tmp_path):
    """A drawing that would swell without end while it is read is refused beforehand."""
    path = tmp_path / "bomb.svg"
    path.write_text('<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "b">]><svg>&a;</svg>')
    with pytest.raises(NoRecord, match=r"it is damaged \(entities are declared"):
        read_provenance(path)


@pytest.mark.parametrize("record", ["{", "[]"])
def test_a_record_that_was_tampered_with_is_refused(written, about, record):
    """Provenance that is no mapping in JSON is not handed on."""
    svg = written["svg"].read_text(encoding="utf-8")
    start, end = svg.index("<ek:provenance>") + 15, svg.index("</ek:provenance>")
    written["svg"].write_text(svg[:start] + record + svg[end:], encoding="utf-8")
    with pytest.raises(NoRecord, match="it is damaged"):
        read_provenance(written["svg"])
