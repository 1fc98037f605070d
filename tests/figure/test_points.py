"""The noisy points of the figure about SGD: one source for paper and page."""

import json
from itertools import islice

import numpy as np

from steepest.descent.batches import shuffles
from steepest.figure import points
from steepest.figure.figure import Curve, Dot
from steepest.figure.pictures import picture
from steepest.figure.points import Scene

OPTIONS = {"points": "20", "noise": "0.8", "seed": "7", "batch": "5", "steps": "9", "rate": "0.05"}


def test_the_picture_shows_other_points_than_the_page_is_told():
    told = json.loads(json.dumps(Scene(20, 0.8, 7).told(9)))
    left, right = picture("sgd", OPTIONS).panels
    assert [(m.x, m.y) for m in left.marks if isinstance(m, Dot)] == list(zip(told["x"], told["y"], strict=True))
    path = next(m for m in right.marks if isinstance(m, Curve) and m.role == "update")
    assert path.points[0] == (told["start"]["w"], told["start"]["b"])
    assert (left.window, right.window) == (points.POINTS, points.GROUND)
    assert told["windows"]["ground"] == {"x0": -1, "x1": 3, "y0": -1, "y1": 3}


def test_an_epoch_leaves_a_row_out():
    told = Scene(20, 0.8, 7).told(9)
    assert len(told["order"]) == 9
    assert all(sorted(order) == list(range(20)) for order in told["order"])
    assert told["order"] == [order.tolist() for order in islice(shuffles(20, 7), 9)]


def test_the_points_lie_off_the_line_or_beyond_the_picture():
    for seed in range(50):
        data = Scene(seed=seed).data
        slope, intercept = np.polyfit(data["x"], data["y"], 1)
        assert abs(slope - points.SLOPE) < 0.5
        assert abs(intercept - points.INTERCEPT) < 0.5
        assert (np.abs(data["x"]) <= points.POINTS.x1).all()
        assert ((data["y"] > points.POINTS.y0) & (data["y"] < points.POINTS.y1)).all()
