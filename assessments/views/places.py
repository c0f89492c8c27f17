"""Where in an edition a URL points: what it does not have is not found."""

from django.http import Http404

from assessments.completeness import Shown, ShownPoint
from question_sets.structure import Edition, Point, Question, Section, UnknownKeyError


def point_in(shown: Shown, point_key: str) -> ShownPoint:
    """The point with this key, with the steps that it has now, or 404."""
    try:
        return shown.by_point[point_key]
    except KeyError as error:
        raise Http404 from error


def point_of(edition: Edition, point_key: str) -> Point:
    """The point with this key, or 404."""
    try:
        return edition.point(point_key)
    except UnknownKeyError as error:
        raise Http404 from error


def section_in(edition: Edition, point_key: str, section_key: str) -> tuple[Point, Section]:
    """The point and its section with these keys, or 404."""
    try:
        point = edition.point(point_key)
        return point, point.section(section_key)
    except UnknownKeyError as error:
        raise Http404 from error


def question_in(edition: Edition, point_key: str, question_key: str) -> Question:
    """The question of the point with these keys, or 404."""
    try:
        point, _ = edition.place_of(question_key)
        question = edition.question(question_key)
    except UnknownKeyError as error:
        raise Http404 from error
    if point.key != point_key:
        raise Http404
    return question
