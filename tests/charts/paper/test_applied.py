import threading

import matplotlib as mpl
from matplotlib.figure import Figure

from engagement_kit.charts.paper.theme import DEFAULT, drawing
from engagement_kit.charts.press.formats import exporting


def test_settings_come_back_when_threads_overlap():
    """One thread draws while another begins to write: afterwards the reader's settings are back."""
    before = dict(mpl.rcParams)
    drawn, begun = threading.Event(), threading.Event()

    def write():
        drawn.wait(5)
        with exporting(Figure()):
            begun.set()
            first.join(5)

    def draw():
        with drawing(DEFAULT):
            drawn.set()
            begun.wait(0.5)  # the other one has to wait for us; without turns it would not

    first, second = threading.Thread(target=draw), threading.Thread(target=write)
    first.start()
    second.start()
    for thread in (first, second):
        thread.join(10)
    assert dict(mpl.rcParams) == before
