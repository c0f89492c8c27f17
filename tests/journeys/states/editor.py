"""The editors' pages about whole editions: the list, one edition, differences, impact and publication."""

from functools import partial
from typing import Final

from tests.journeys.browsing import Upload
from tests.journeys.states.editing import (
    at_work,
    bad_file,
    by_editor,
    by_other,
    changed_since,
    crowd,
    discarded,
    long_history,
    of_draft,
    of_published,
    of_revision,
    retired,
    revised,
    reworded_meanwhile,
    sent_back,
    several,
)
from tests.journeys.states.state import having, nowhere
from tests.question_sets.factories import make_edition
from tests.question_sets.half_finished import half_finished

ALL_EDITIONS: Final = "Edit question sets"
START: Final = "Start a new draft"
IMPORT: Final = "Import an edition"

all_editions = partial(by_editor, "editor:editions", heading=ALL_EDITIONS)
new_draft = partial(by_editor, "editor:new_draft", heading=START)
upload = partial(by_editor, "editor:import_edition", heading=IMPORT)
history = partial(by_editor, "editor:history", heading="History")
discard = partial(by_editor, "editor:discard", heading="Discard this draft?")
differences = partial(by_editor, "editor:differences")
impact = partial(by_editor, "editor:impact", heading="Impact")

EDITIONS: Final = [
    all_editions(name="empty"),
    all_editions(name="of each status", at=having(several, nowhere), is_main=True),
    all_editions(name="page 2 of many", at=having(crowd, nowhere), query="?page=2"),
    by_editor("editor:discarded_drafts", "one", "Discarded drafts", at=having(discarded, nowhere)),
    new_draft(name="no edition yet"),
    new_draft(name="from an edition", at=having(lambda world: world.published, nowhere), is_main=True),
    new_draft(
        name="without a title",
        at=having(lambda world: world.published, nowhere),
        typed={"source": "empty", "edition": "2027 01"},
        press="Start the draft",
        is_error=True,
    ),
    new_draft(
        name="name taken",
        at=having(lambda world: world.published, nowhere),
        typed={"source": "example/2026-01", "edition": "2026-01"},
        press="Start the draft",
        is_error=True,
    ),
    upload(name="empty", is_main=True),
    upload(
        name="a file with problems",
        typed={"file": bad_file()},
        press="Import",
        is_error=True,
    ),
    upload(
        name="too large a file",
        typed={"file": Upload("large.json", b" " * 5_300_000)},
        press="Import",
        is_error=True,
    ),
    history(name="long", at=having(long_history, of_revision()), is_main=True),
    history(name="came with the portal", at=of_published()),
    discard(name="waits for approval", at=having(lambda world: world.request, of_revision())),
    discard(
        name="changed meanwhile",
        at=of_revision(),
        meanwhile=reworded_meanwhile,
        press="Discard the draft",
        status=409,
    ),
]

DIFFERENCES: Final = [
    differences(
        name="of every sort",
        heading="What is different from edition 2026-01",
        at=having(lambda world: world.published, of_draft(revised())),
        is_main=True,
    ),
    differences(name="none", heading="What is different from edition 2026-01", at=of_revision()),
    differences(name="nothing to compare with", heading="Differences", at=of_published()),
    differences(
        name="nothing published before",
        heading="Differences",
        at=having(lambda world: world.revision, of_published()),
    ),
]

edition = partial(by_editor, "editor:edition", heading="Example standard")

publish = partial(by_editor, "editor:publish", heading="Publish this edition")
decide = partial(by_other, "editor:approve")

APPROVE: Final = "Approve and publish"

ONE_EDITION: Final = [
    edition(name="empty draft", at=of_draft(make_edition()), is_main=True),
    edition(name="with problems", at=of_draft(half_finished()), is_main=True),
    edition(name="without problems", at=of_revision()),
    edition(name="waiting for approval", at=having(lambda world: world.request, of_revision()), is_main=True),
    edition(name="published", at=of_published(), is_main=True),
    edition(name="retired", at=having(retired, of_published())),
]

IMPACT: Final = [
    impact(name="nobody works on it", at=of_revision()),
    impact(name="by organisation", at=having(at_work, of_draft(revised())), is_main=True),
    impact(name="by question", at=having(at_work, of_draft(revised())), query="?by=questions"),
]

PUBLICATION: Final = [
    publish(name="with problems", at=of_draft(half_finished())),
    publish(name="ready", at=having(at_work, of_draft(revised())), is_main=True),
    publish(name="sent back before", at=having(sent_back, of_revision())),
    publish(
        name="changed meanwhile",
        at=of_revision(),
        meanwhile=reworded_meanwhile,
        typed={"announcement": "New words"},
        press="Ask another editor to approve",
        status=409,
        is_error=True,
    ),
    publish(
        name="asked for",
        heading="This draft waits for another editor",
        at=of_revision(),
        typed={"announcement": "New words"},
        press="Ask another editor to approve",
    ),
    decide(
        name="a second editor",
        heading=APPROVE,
        at=having(lambda world: world.request, of_revision()),
        is_main=True,
    ),
    decide(
        name="sent back without a reason",
        heading=APPROVE,
        at=having(lambda world: world.request, of_revision()),
        press="Send back",
        is_error=True,
    ),
    decide(
        name="changed since",
        heading="The draft changed since approval was asked for",
        at=having(changed_since, of_revision()),
    ),
    decide(
        name="changed meanwhile",
        heading="The draft changed since approval was asked for",
        at=having(lambda world: world.request, of_revision()),
        meanwhile=reworded_meanwhile,
        press="Approve and publish",
        status=409,
        is_error=True,
    ),
    decide(name="closed", heading="This request is closed", at=having(sent_back, of_revision())),
    by_editor("editor:retire", "asks first", "Retire this edition?", at=having(at_work, of_published())),
]

STATES: Final = [*EDITIONS, *ONE_EDITION, *DIFFERENCES, *IMPACT, *PUBLICATION]
