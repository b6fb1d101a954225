import numpy as np
import pytest

from engagement_kit.charts.paper.dodging import dodge
from engagement_kit.charts.paper.labels import overlaps, place_labels

FRAME = (0.0, 0.0, 370.0, 320.0)
RADIUS = 3.0


def crowd(count, seed=1):
    """Points in five heaps, on a coarse grid, with labels of different lengths."""
    rng = np.random.default_rng(seed)
    heaps = rng.random((5, 2)) * [260, 220] + 50
    points = np.clip(heaps[rng.integers(0, 5, count)] + rng.normal(0, 26, (count, 2)), 8, 310)
    points = dodge(np.round(points / 12) * 12, 6.0, np.tile(FRAME, (count, 1)))
    return points, np.column_stack([rng.integers(18, 80, count), np.full(count, 7.2)])


@pytest.mark.parametrize("count", [1, 25, 60])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_label_covers_a_label_or_a_point(count, seed):
    """Up to sixty crowded points every label has a place of its own inside the frame."""
    points, sizes = crowd(count, seed)
    boxes = place_labels(points, sizes, FRAME, radius=RADIUS).boxes
    shared = overlaps(boxes, boxes)
    np.fill_diagonal(shared, 0)
    assert shared.max(initial=0) <= 0.05
    marks = np.hstack([points - RADIUS, points + RADIUS])
    assert overlaps(boxes, marks).max() <= 0.05
    assert (boxes[:, :2] >= -1e-6).all()
    assert (boxes[:, 2:] <= np.array(FRAME[2:]) + 1e-6).all()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_labels_stand_near_their_points(seed):
    """Of twenty-five crowded points most have their label beside them, and all have it near."""
    points, sizes = crowd(25, seed)
    places = place_labels(points, sizes, FRAME, radius=RADIUS)
    ends = np.clip(points, places.boxes[:, :2], places.boxes[:, 2:])
    far = np.hypot(*(ends - points).T)
    assert np.median(far) < 6
    assert far.max() < 45


def test_places_are_the_same_every_time():
    """Two searches over the same points give the same boxes and lines."""
    first, second = (place_labels(*crowd(40), FRAME, radius=RADIUS) for _ in range(2))
    assert np.array_equal(first.boxes, second.boxes)
    assert first.leaders == second.leaders


def test_a_label_that_stands_apart_has_a_line_to_its_point():
    """A line leads from the point's edge to the label, where the label is not beside it."""
    point = np.array([[100.0, 100.0]])
    near = place_labels(point, np.array([[30.0, 7.0]]), FRAME, radius=RADIUS)
    assert near.leaders == [None]
    wall = np.array([[60.0, 80.0, 140.0, 120.0]])
    far = place_labels(point, np.array([[30.0, 7.0]]), FRAME, radius=RADIUS, blocked=wall)
    x0, y0, x1, y1 = far.leaders[0]
    assert np.hypot(x0 - 100, y0 - 100) == pytest.approx(RADIUS + 0.5)
    left, bottom, right, top = far.boxes[0]
    assert left <= x1 <= right
    assert bottom <= y1 <= top


def test_without_labels_there_is_nothing_to_place():
    """No label, no box."""
    assert len(place_labels(np.zeros((3, 2)), np.empty((0, 2)), FRAME, radius=RADIUS).boxes) == 0
