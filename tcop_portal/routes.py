"""Every route of the portal: its pattern, its methods, and who may use them.

A route that is missing here fails the tests, which try each of them as every kind of person.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from django.urls import URLPattern, URLResolver, get_resolver

from accounts.roles import Permission


class Classification(StrEnum):
    """Who a route is for."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    OWN_OBJECT = "own object"
    ROLE = "role"


@dataclass(frozen=True)
class Access:
    """Who may use a route: what each method that it answers demands, if anything."""

    classification: Classification
    methods: Mapping[str, Permission | None]


@dataclass(frozen=True)
class Route:
    """A route as the resolver has it, with its access; none where nobody classified it."""

    name: str
    pattern: str
    access: Access | None


def _public(*methods: str) -> Access:
    return Access(Classification.PUBLIC, dict.fromkeys(methods))


def _signed_in(*methods: str) -> Access:
    return Access(Classification.SIGNED_IN, dict.fromkeys(methods))


def _own(**methods: Permission) -> Access:
    return Access(Classification.OWN_OBJECT, methods)


def _role(**methods: Permission) -> Access:
    return Access(Classification.ROLE, methods)


_MANAGE_PEOPLE = _role(GET=Permission.MANAGE_PEOPLE, POST=Permission.MANAGE_PEOPLE)
_READ = _own(GET=Permission.READ_PROJECT)
_EDIT = _own(GET=Permission.EDIT_ANSWERS, POST=Permission.EDIT_ANSWERS)
_READ_AND_EDIT = _own(GET=Permission.READ_PROJECT, POST=Permission.EDIT_ANSWERS)
_EDIT_PROJECT = _own(GET=Permission.EDIT_PROJECT, POST=Permission.EDIT_PROJECT)
_MANAGE_MEMBERS = _own(GET=Permission.MANAGE_MEMBERS, POST=Permission.MANAGE_MEMBERS)
_READ_EDITION = _role(GET=Permission.EDIT_QUESTION_SETS)
_EDIT_EDITION = _role(GET=Permission.EDIT_QUESTION_SETS, POST=Permission.EDIT_QUESTION_SETS)
_CHANGE_EDITION = _role(POST=Permission.EDIT_QUESTION_SETS)
_READ_PACK = _own(GET=Permission.READ_PACK)

ACCESS: Final[Mapping[str, Access]] = MappingProxyType(
    {
        "health": _public("GET"),
        "accounts:sign_in": _public("GET", "POST"),
        "accounts:sign_out": _public("POST"),
        "accounts:set_password": _public("GET", "POST"),
        "accounts:account": _signed_in("GET"),
        "accounts:change_password": _signed_in("GET", "POST"),
        "accounts:stay_signed_in": _signed_in("POST"),
        "accounts:people": _role(GET=Permission.MANAGE_PEOPLE),
        "accounts:new_person": _MANAGE_PEOPLE,
        "accounts:person": _role(GET=Permission.MANAGE_PEOPLE),
        "accounts:change_person": _MANAGE_PEOPLE,
        "accounts:new_link": _role(POST=Permission.MANAGE_PEOPLE),
        "accounts:end_sessions": _role(POST=Permission.MANAGE_PEOPLE),
        "accounts:deactivate": _MANAGE_PEOPLE,
        "accounts:reactivate": _role(POST=Permission.MANAGE_PEOPLE),
        "accounts:person_roles": _MANAGE_PEOPLE,
        "accounts:person_reviews": _MANAGE_PEOPLE,
        "accounts:new_membership": _MANAGE_PEOPLE,
        "accounts:membership": _MANAGE_PEOPLE,
        "accounts:organisations": _role(GET=Permission.MANAGE_PEOPLE),
        "accounts:new_organisation": _MANAGE_PEOPLE,
        "accounts:organisation": _role(GET=Permission.MANAGE_PEOPLE),
        "accounts:change_organisation": _MANAGE_PEOPLE,
        "assessments:home": _signed_in("GET"),
        "assessments:edition_list": _signed_in("GET"),
        "assessments:blank_copy": _signed_in("GET"),
        "assessments:new_project": _role(GET=Permission.CREATE_PROJECT, POST=Permission.CREATE_PROJECT),
        "assessments:project": _READ,
        "assessments:project_step": _EDIT_PROJECT,
        "assessments:members": _MANAGE_MEMBERS,
        "assessments:remove_member": _MANAGE_MEMBERS,
        "assessments:start_assessment": _EDIT_PROJECT,
        "assessments:evidence": _READ,
        "assessments:add_evidence": _EDIT,
        "assessments:change_evidence": _EDIT,
        "assessments:remove_evidence": _EDIT,
        "assessments:task_list": _READ,
        "assessments:change_form": _EDIT,
        "assessments:history": _READ,
        "assessments:point": _READ,
        "assessments:choose_evidence": _EDIT,
        "assessments:choose_answer_evidence": _EDIT,
        "assessments:choose_entry_evidence": _EDIT,
        "assessments:step": _EDIT,
        "assessments:add_entry": _EDIT,
        "assessments:entry": _EDIT,
        "assessments:remove_entry": _EDIT,
        "assessments:not_applicable": _EDIT,
        "assessments:statement": _EDIT,
        "assessments:add_action": _EDIT,
        "assessments:change_action": _EDIT,
        "assessments:remove_action": _EDIT,
        "assessments:check_point": _READ_AND_EDIT,
        "assessments:check_answers": _READ,
        "assessments:submit": _own(GET=Permission.READ_PROJECT, POST=Permission.SUBMIT),
        "assessments:submitted": _READ,
        "assessments:take_back": _own(GET=Permission.TAKE_BACK, POST=Permission.TAKE_BACK),
        "reporting:pack_list": _signed_in("GET"),
        "reporting:pack": _READ_PACK,
        "reporting:pack_file": _READ_PACK,
        "reporting:pack_progress": _READ_PACK,
        "reporting:pack_state": _READ_PACK,
        "reporting:draft_preview": _READ,
        "editor:editions": _READ_EDITION,
        "editor:discarded_drafts": _READ_EDITION,
        "editor:new_draft": _EDIT_EDITION,
        "editor:import_edition": _EDIT_EDITION,
        "editor:edition": _READ_EDITION,
        "editor:discard": _EDIT_EDITION,
        "editor:history": _READ_EDITION,
        "editor:export": _READ_EDITION,
        "editor:preview": _READ_EDITION,
        "editor:blank_pack": _READ_EDITION,
        "editor:preview_copy": _READ_EDITION,
        "editor:preview_point": _READ_EDITION,
        "editor:preview_step": _READ_EDITION,
        "editor:differences": _READ_EDITION,
        "editor:differences_data": _READ_EDITION,
        "editor:impact": _READ_EDITION,
        "editor:publish": _EDIT_EDITION,
        "editor:approve": _EDIT_EDITION,
        "editor:withdraw": _CHANGE_EDITION,
        "editor:retire": _EDIT_EDITION,
        "editor:add": _EDIT_EDITION,
        "editor:add_condition": _EDIT_EDITION,
        "editor:change": _EDIT_EDITION,
        "editor:move": _CHANGE_EDITION,
        "editor:copy": _CHANGE_EDITION,
        "editor:remove": _EDIT_EDITION,
        "editor:place": _EDIT_EDITION,
        "editor:renumber": _CHANGE_EDITION,
        "editor:part": _READ_EDITION,
    }
)


def routes() -> Iterator[Route]:
    """Every route that the resolver knows, in its order."""
    return _walk(get_resolver().url_patterns, pattern="/", namespace="")


def _walk(parts: list[URLPattern | URLResolver], *, pattern: str, namespace: str) -> Iterator[Route]:
    for part in parts:
        here = f"{pattern}{part.pattern}"
        if isinstance(part, URLResolver):
            inner = f"{namespace}{part.namespace}:" if part.namespace else namespace
            yield from _walk(part.url_patterns, pattern=here, namespace=inner)
        else:
            name = f"{namespace}{part.name or ''}"
            yield Route(name, here, ACCESS.get(name))
