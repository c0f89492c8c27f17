"""Rules of the house that no other check holds. Each detector is shown to find what it is there to find."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (
    "tcop_portal",
    "editor",
    "reporting",
    "assessments",
    "question_sets",
    "accounts",
    "events",
    "govuk_forms",
    "plain_text",
)
TOP = {
    *ROOMS,
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENCE",
    "README.md",
    "docs",
    "fixtures",
    "manage.py",
    "pyproject.toml",
    "requirements-dev.txt",
    "requirements.txt",
    "run",
    "scripts",
    "static",
    "templates",
    "tests",
    "uv.lock",
}
VAGUE_NAMES = {
    "common",
    "data",
    "helpers",
    "info",
    "manager",
    "managers",
    "misc",
    "process",
    "services",
    "utils",
}

# Templates that no URL is named after, with the reason.
NOT_A_PAGE = {
    "accounts/link.html": "the answer to a POST that makes a single-use link: shown once",
    "accounts/link_not_usable.html": "what set_password shows for a link that is used up",
    "accounts/locked_out.html": "what sign_in shows after too many attempts",
    "assessments/conflict.html": "what a step shows when two people changed one answer",
    "assessments/planned_action.html": "add_action and change_action, which are one form",
    "assessments/step_entries.html": "step, where the section repeats",
    "assessments/step_evidence.html": "part of a step's form layout",
    "assessments/step_question.html": "part of a step's form layout",
    "editor/condition.html": "what add_condition and change show once a question is picked",
    "editor/condition_conflict.html": "what change shows when two editors changed one condition",
    "reporting/pack_damaged.html": "what pack_file shows for a stored file that was changed or lost",
    "reporting/pack_document.html": "the pack as one file, which the PDF is made from too",
}
# Where markup is declared safe, with the reason.
DECLARED_SAFE = {
    "govuk_forms/controls.py": "joins what templates printed, each of which escaped its own text",
    "reporting/templatetags/pack.py": "the stylesheet of the pack, a file of ours",
}
OWN_STYLES = {"templates/reporting/pack_document.html": "the download is one self-contained file"}
# Imports inside a function, with the reason.
LATE_IMPORTS: dict[str, str] = {}
KNOW_WEASYPRINT = {
    "reporting/renderers/as_pdf.py": "renders",
    "reporting/renderers/pdf_finisher.py": "edits the tags and metadata of what was rendered",
    "reporting/renderers/continued_structure.py": "joins the tags of what goes on over a page break",
    "reporting/renderers/pdf_links.py": "edits the links",
    "reporting/renderers/right_to_left.py": "says lines of Hebrew in the order in which they are read",
    "reporting/renderers/structure_tree.py": "edits the tags",
}


def tracked(*patterns: str) -> list[str]:
    listing = subprocess.run(
        [
            "git",
            "-c",
            "safe.directory=*",
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            *patterns,
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [name for name in sorted(set(listing.stdout.splitlines())) if (ROOT / name).exists()]


def code() -> list[str]:
    return [
        name for name in tracked("*.py") if name.split("/")[0] in ROOMS and "/migrations/" not in f"/{name}"
    ]


def templates() -> list[str]:
    return tracked("templates/*.html")


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


# ---- The detectors: each takes a source text and gives what it found


def late_imports(source: str) -> list[int]:
    """The lines of imports inside functions."""
    functions = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return sorted(
        {
            inner.lineno
            for function in functions
            for inner in ast.walk(function)
            if isinstance(inner, ast.Import | ast.ImportFrom)
        }
    )


def imported(source: str) -> set[str]:
    """The top-level packages that a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def attributes(source: str, name: str) -> list[int]:
    """The lines on which something's attribute of this name is used."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr == name
    ]


def says_safe(source: str) -> bool:
    return bool(re.search(r"\bmark_safe\(|\bSafeString\(|\|\s*safe\b|{%\s*autoescape\s+off|safeseq", source))


def inline(source: str) -> list[str]:
    """Styles and scripts written into a template."""
    patterns = (
        r"<style\b",
        r"\sstyle\s*=",
        r"<script\b(?![^>]*\bsrc=)[^>]*>",
        r"\son[a-z]+\s*=\s*[\"']",
        r"javascript:",
    )
    return [found.group() for pattern in patterns for found in re.finditer(pattern, source, re.IGNORECASE)]


def named_templates(source: str) -> set[str]:
    """The templates that a template includes or extends."""
    return set(re.findall(r"{%\s*(?:include|extends)\s+[\"']([^\"']+)[\"']", source))


def url_names(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from url_names(entry, entry.namespace or namespace)
        elif isinstance(entry, URLPattern) and entry.name:
            yield f"{namespace}/{entry.name}.html"


# ---- The controls


def test_the_detectors_find_what_they_are_for():
    assert late_imports("def f():\n    import os\n") == [2]
    assert late_imports("import os\ndef f(): ...\n") == []
    assert imported("import weasyprint.text\nfrom django import forms\n") == {"weasyprint", "django"}
    assert attributes("x = forms.CharField()\n", "CharField") == [1]
    for unsafe in ("mark_safe(x)", "{{ x|safe }}", "{{ x | safe }}", "{% autoescape off %}"):
        assert says_safe(unsafe)
    for written in ("<style>", '<p style="x">', "<script>x</script>", '<a onclick="x">', "javascript:x"):
        assert inline(written)
    assert named_templates('{% include "a/b.html" with x=y only %}') == {"a/b.html"}
    assert inline('<script src="/static/portal.js" type="module"></script><p class="style">') == []


# ---- The rules


def test_nothing_new_stands_at_the_top():
    assert {name.split("/")[0] for name in tracked()} - TOP == set()


def test_every_room_has_its_place_in_the_import_order():
    contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}

    assert packages == set(ROOMS) == set(contracts["root_packages"])
    layers = next(contract["layers"] for contract in contracts["contracts"] if contract["type"] == "layers")
    assert {room for layer in layers for room in re.split(r"[ |:()]+", layer) if room} == set(ROOMS)


@pytest.mark.parametrize("name", code())
def test_no_module_is_named_vaguely(name):
    assert Path(name).stem.lstrip("_") not in VAGUE_NAMES


def test_imports_stand_at_the_top_of_their_module():
    found = {name for name in code() if late_imports(read(name))}

    assert found == set(LATE_IMPORTS)


def test_only_the_pdf_renderer_knows_weasyprint():
    found = {name for name in code() if imported(read(name)) & {"weasyprint", "pydyf"}}

    assert found == set(KNOW_WEASYPRINT)


def test_typed_text_passes_through_the_fields_that_clean_it():
    found = {name for name in code() if re.search(r"\bforms\.CharField\(", read(name))}

    assert found == set()


def test_views_leave_queries_to_querysets_and_actions():
    found = {name for name in code() if "/views" in name and attributes(read(name), "objects")}

    assert found == set()


def test_markup_is_declared_safe_only_where_it_is_listed():
    found = {name for name in [*code(), *templates()] if says_safe(read(name))}

    assert found == set(DECLARED_SAFE)


def test_no_template_holds_a_style_or_a_script():
    found = {name: inline(read(name)) for name in templates() if name not in OWN_STYLES}

    assert {name: pieces for name, pieces in found.items() if pieces} == {}


def test_a_page_is_named_after_its_url():
    folders = [name.removeprefix("templates/") for name in templates() if name.split("/")[1] in ROOMS]
    parts = {part for name in templates() for part in named_templates(read(name))}
    pages = {name for name in folders if name not in parts and "/parts/" not in name}

    assert pages - set(url_names(get_resolver())) == set(NOT_A_PAGE)


def test_no_document_points_outside_the_repository():
    found = {
        name
        for name in tracked("*.md", "*.py", "*.html", "run", "scripts", ".ci")
        if "/work/" + "shared" in read(name)
    }

    assert found == set()
