"""Points are moved apart, each within its region, and the same way every time."""

import numpy as np
import pytest

from engagement_kit.charts.paper.dodging import dodge

FRAME = (0.0, 0.0, 370.0, 320.0)
SPACING = 6.0


def test_dodged_points_hide_no_other_and_stay_on_their_side():
    """Thirty points in one place spread out within their region; the first stays where it is."""
    points = np.full((30, 2), 100.0)
    region = np.tile([100.0, 100.0, 200.0, 200.0], (30, 1))
    moved = dodge(points, SPACING, region)
    gaps = np.hypot(*(moved[:, None] - moved[None]).transpose(2, 0, 1))
    np.fill_diagonal(gaps, np.inf)
    assert gaps.min() >= SPACING - 1e-6
    assert moved.min() >= 100 - 1e-9
    assert moved[0].tolist() == [100.0, 100.0]


def test_points_that_hide_nothing_stay():
    """Points farther apart than the spacing are not moved."""
    points = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]])
    assert np.array_equal(dodge(points, SPACING, np.tile(FRAME, (3, 1))), points)


@pytest.mark.parametrize("seed", range(5))
def test_heaps_come_apart_as_one_point_after_another_would(seed):
    """Each point goes to the nearest place that no earlier one has: seen by trying every place."""
    rng = np.random.default_rng(seed)
    points = np.round(rng.random((60, 2)) * 4) * 40 + 100
    moved = dodge(points, SPACING, np.tile(FRAME, (60, 1)))
    for place, (was, now) in enumerate(zip(points, moved, strict=True)):
        gaps = np.hypot(*(moved[:place] - now).T)
        assert (gaps >= SPACING - 1e-6).all()
        nearer = was + SPACING * np.array(
            [(np.cos(a), np.sin(a)) for a in np.arange(6) * np.pi / 3]
        )
        if np.hypot(*(now - was)) > SPACING + 1e-6:
            taken = np.hypot(*(moved[:place, None] - nearer[None]).transpose(2, 0, 1))
            assert (taken.min(axis=0) < SPACING - 1e-6).all()


def test_points_without_a_free_place_stay():
    """A region that is full leaves the later points where they were."""
    points = np.full((40, 2), 10.0)
    moved = dodge(points, SPACING, np.tile([8.0, 8.0, 14.0, 14.0], (40, 1)))
    assert (moved[10:] == 10.0).all()
