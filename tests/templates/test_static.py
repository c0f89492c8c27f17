"""The vendored front end: what gov.uk domains alone may use is out, and all is served under hashed names."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

STATIC = Path(settings.BASE_DIR) / "static"
TEXTS = [path for path in STATIC.rglob("*") if path.suffix in (".css", ".js", ".svg")]
HASHED = {"staticfiles": {"BACKEND": "tcop_portal.static_files.HashedStaticFiles"}}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(STATIC)))
def test_a_static_file_names_no_font_crest_or_source_map_and_nothing_elsewhere(path: Path) -> None:
    text = path.read_text("utf-8")

    for refused in ("GDS Transport", "crest", "sourceMappingURL", "@import"):
        assert refused not in text
    assert re.findall(r"url\((?!data:)[^)]*\)", text) == []


def test_the_versions_are_the_pinned_ones() -> None:
    versions = (STATIC / "govuk" / "VERSIONS").read_text("utf-8")

    assert re.findall(r"^(\S+) (\S+) [0-9a-f]{64}$", versions, re.MULTILINE) == [
        ("govuk-frontend", "6.6.0"),
        ("@ministryofjustice/frontend", "11.1.0"),
    ]


def test_scripts_import_each_other_by_their_hashed_names(tmp_path: Path) -> None:
    with override_settings(STATIC_ROOT=tmp_path, STORAGES={**settings.STORAGES, **HASHED}):
        call_command("collectstatic", interactive=False, verbosity=0)

    scripts = [path for path in tmp_path.rglob("*.js") if re.search(r"\.[0-9a-f]{12}\.js$", path.name)]
    imports = {
        (path.parent / name).resolve()
        for path in scripts
        for name in re.findall(r'from ?"(\.[^"]+)"', path.read_text("utf-8"))
    }

    assert len(imports) == 8
    assert imports <= {path.resolve() for path in scripts}
