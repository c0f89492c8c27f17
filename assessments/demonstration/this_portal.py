"""This portal's own assessment, in the short form: true when written, and to be kept true.

Paths of this repository are written as plain paths; a test looks for each of them.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from assessments.demonstration.given import Given, Planned, Point

YES: Final = Given("yes")
NO: Final = Given("no")

PROJECT: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "name": "Technology Code of Practice portal",
        "description": (
            "A web portal in which project teams assess their technology spend against the Technology Code of"
            " Practice, point by point, and in which reviewers read the evidence pack that results.\n\n"
            "This assessment is about the software that you are using now. It is true of the software;"
            " the money, the dates and the people are made up for the demonstration."
        ),
        "phase": "alpha",
        "senior_responsible_owner": "Morgan Ellis (demonstration)",
        "service_owner": "Sam Okafor (demonstration)",
        "spend_type": "platform",
        "amount_requested": 0,
        "whole_life_cost": 0,
        "vat_basis": "excluding",
        "starts_on": date(2026, 11, 2),
        "ends_on": date(2027, 10, 29),
        "decision_sought": "Agreement that the portal may be tried by one department with real assessments.",
        "decision_by": date(2027, 2, 26),
        "marking": "official",
    }
)

EVIDENCE: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "code": {
            "title": "The Technology Code of Practice",
            "type": "web_page",
            "url": "https://www.gov.uk/guidance/the-technology-code-of-practice",
            "dated_on": None,
            "marking": "official",
        },
        "wcag": {
            "title": "Web Content Accessibility Guidelines 2.2",
            "type": "web_page",
            "url": "https://www.w3.org/TR/WCAG22/",
            "dated_on": date(2024, 12, 12),
            "marking": "official",
        },
        "design-system": {
            "title": "GOV.UK Frontend, the code of the components that the pages use",
            "type": "code",
            "url": "https://github.com/alphagov/govuk-frontend",
            "dated_on": None,
            "marking": "official",
        },
        "weasyprint": {
            "title": "WeasyPrint, the open source renderer of the packs",
            "type": "code",
            "url": "https://github.com/Kozea/WeasyPrint",
            "dated_on": None,
            "marking": "official",
        },
    }
)

POINTS: Final[Mapping[str, Point]] = MappingProxyType(
    {
        "user-needs": Point(
            statement={
                "rating": "partly_met",
                "summary": (
                    "The portal is built around what users of comparable systems reported in public: lost answers,"
                    " overwritten text, exports that nobody can read. Each of those became a rule with a test."
                ),
                "has_limitations": "yes",
                "limitations": (
                    "No research with real project teams, reviewers or editors has been done. What we know of"
                    " users comes from public issue threads of other systems and from guidance, so we may have"
                    " the wrong words or the wrong order of steps."
                ),
                "has_legacy": "no",
                "mitigation": "We will watch people use the portal before anybody relies on it.",
                "expected_on": date(2027, 5, 28),
            },
            answers={
                "user-needs.1": Given(
                    "Project teams in government who must show how their technology spend follows the code;"
                    " assurance reviewers who read evidence packs; editors who maintain question sets;"
                    " administrators who look after people and organisations. Operators install and run the"
                    " portal, and developers maintain it."
                ),
                "user-needs.2": Given(
                    "A team says: let me stop at any time and lose nothing, tell me plainly what is missing, and"
                    " let a colleague work beside me.\nA reviewer says: show me what was claimed, on what"
                    " evidence, in a document that stays as it was.\nAn editor says: let me change the questions"
                    " without breaking anybody's answers."
                ),
                "user-needs.3": Given(
                    "Saving never depends on completeness. Every saved answer is kept as a version, and two people"
                    " who change the same answer see both texts (assessments/actions/answers.py). A submission"
                    " freezes exact bytes (assessments/actions/submission.py). An assessment stays on the edition"
                    " that it was begun on. Editors write the next one as a draft, see what differs"
                    " (question_sets/differences.py), and a second editor publishes it"
                    " (question_sets/editions/publishing.py)."
                ),
                "user-needs.5": NO,
                "user-needs.7": Given(
                    "There has been nobody to do it with yet: the portal has no organisation behind it so far. What"
                    " it must do was taken from the public issue trackers and change logs of comparable systems."
                    " That is no substitute, and it is the first thing to mend: see the planned action."
                ),
                "user-needs.15": YES,
            },
            actions=(
                Planned(
                    "Do research with at least five project teams and three reviewers, people with access needs"
                    " among them.",
                    "Sam Okafor (demonstration)",
                    date(2027, 4, 30),
                ),
            ),
            evidence=("code",),
        ),
        "accessible-and-inclusive": Point(
            statement={
                "rating": "partly_met",
                "summary": (
                    "Pages follow the GOV.UK Design System and work without JavaScript and with a keyboard."
                    " Packs are tagged PDF files that name their language, headings, tables and reading order."
                ),
                "has_limitations": "yes",
                "limitations": (
                    "No disabled person has tried the portal, and it has not been heard through a screen reader"
                    " by somebody who uses one every day. Automatic checks find only part of what goes wrong."
                ),
                "has_legacy": "no",
                "mitigation": "We will commission an accessibility audit and publish an accessibility statement.",
                "expected_on": date(2027, 6, 30),
            },
            answers={
                "accessible-and-inclusive.1": Given(
                    "Every page is checked in every state with axe for the rules of WCAG 2.2 A and AA, and for"
                    " sideways scrolling at a width of 320 pixels (tests/journeys). Form markup is compared with"
                    " the release of GOV.UK Frontend that we ship (docs/reference/components.md). Packs are"
                    " checked for tags, titles, table headings and embedded fonts (tests/reporting)."
                ),
                "accessible-and-inclusive.3": Given(
                    "no", "There has been no research with users yet. It is planned: see point 1."
                ),
                "accessible-and-inclusive.7": Given(["software", "web"]),
                "accessible-and-inclusive.11": Given("aa"),
            },
            actions=(
                Planned(
                    "Commission an accessibility audit, pages and packs, and publish an accessibility statement.",
                    "Sam Okafor (demonstration)",
                    date(2027, 5, 28),
                ),
            ),
            evidence=("wcag", "design-system"),
        ),
        "open-source": Point(
            statement={
                "rating": "met",
                "summary": (
                    "Built wholly from open source components and licensed under the MIT licence, with the history"
                    " of its decisions beside the code."
                ),
                "has_limitations": "no",
            },
            answers={
                "open-source.1": Given(
                    "Everything that the portal needs is open source: Python, Django, WeasyPrint, PostgreSQL or"
                    " SQLite. Each library stands in pyproject.toml with the reason why it is there."
                ),
                "open-source.2": Given(
                    "The code is under the MIT licence (LICENCE) and holds no keys: they are made on first start and"
                    " kept in the data folder. CONTRIBUTING.md says how to change it and docs/adr why it is as it is."
                ),
                "open-source.3": YES,
                "open-source.4": Given("all"),
            },
            evidence=("weasyprint",),
        ),
        "open-standards": Point(
            statement={
                "rating": "met",
                "summary": "Packs and question sets leave the portal in open formats whose shape is published.",
                "has_limitations": "no",
            },
            answers={
                "open-standards.1": Given(
                    "Packs are HTML, PDF/A-3a that is also PDF/UA-1, and JSON with a published schema"
                    " (docs/reference/pack-schema.json). Question sets are plain JSON (fixtures/tcop-2021-03.json),"
                    " which editors export and import in the browser (question_sets/fixture_file.py)."
                    " Text is UTF-8, dates are ISO 8601, and pages are HTML and CSS without plug-ins."
                ),
                "open-standards.2": Given(
                    "The question set is open: it is adapted from Crown copyright material under the Open"
                    " Government Licence and ships with the code. Assessments are their organisations' own, so the"
                    " portal publishes none of them."
                ),
            },
        ),
        "cloud-first": Point(
            statement={
                "rating": "partly_met",
                "summary": (
                    "Nothing ties the portal to a place: it runs from environment variables on any machine that"
                    " has Python, public cloud included."
                ),
                "has_limitations": "yes",
                "limitations": (
                    "Nobody hosts the portal yet, so it has not been run in the public cloud, and there are no"
                    " figures for cost or availability there."
                ),
                "has_legacy": "no",
                "mitigation": "The first department that tries it will run it in the public cloud it already uses.",
            },
            answers={
                "cloud-first.1": Given(
                    "The portal is one process, one database and one folder of files. It takes all settings from"
                    " environment variables (tcop_portal/settings.py) and a database by its address, so a platform"
                    " service with a managed PostgreSQL is enough."
                ),
                "cloud-first.2": YES,
                "cloud-first.4": Given(
                    ["not_decided"], "The department that tries the portal first will choose its own hosting."
                ),
            },
        ),
        "secure": Point(
            statement={
                "rating": "partly_met",
                "summary": (
                    "Who may do what is one table, asked again under the lock of every write. Every route is"
                    " tried by every role and by another organisation in a test."
                ),
                "has_limitations": "yes",
                "limitations": (
                    "There has been no penetration test and no independent security review. People sign in with"
                    " a password: there is no single sign-on and no second factor yet. The chain of events has no"
                    " key, so it cannot prove anything against somebody who can rewrite the whole database."
                ),
                "has_legacy": "no",
                "mitigation": "No real assessment goes in before a security review; sign-in is to be strengthened.",
                "expected_on": date(2027, 6, 30),
            },
            answers={
                "secure.1": Given(
                    "One organisation sees another's work; a draft is read before it is submitted; what was approved"
                    " is changed afterwards; hostile text or links reach a reviewer through a pack; somebody guesses"
                    " a password; the machine is lost together with the answers on it."
                ),
                "secure.2": YES,
                "secure.5": Given(
                    "A strict content security policy without exceptions, Argon2id for passwords, limits on"
                    " sign-in attempts, sessions that end, append-only records with triggers in the database"
                    " (events/triggers.py), and a renderer that opens no file and no connection"
                    " (reporting/renderers/as_pdf.py). Production refuses to start unsafe."
                ),
                "secure.40": YES,
                "secure.11": Given(
                    "planned",
                    "An independent risk assessment is planned for February 2027, before the first real assessment.",
                ),
                "secure.20": Given(
                    "The portal holds information up to OFFICIAL, and OFFICIAL-SENSITIVE where an organisation allows"
                    " it; higher markings are refused. Teams can reach their own work from any browser, reviewers"
                    " see submitted packs only, and administrators see people and never answers."
                ),
                "secure.33": Given("Morgan Ellis (demonstration), as Senior Responsible Owner."),
            },
            actions=(
                Planned(
                    "Have the portal reviewed and tested by somebody independent.",
                    "Morgan Ellis (demonstration)",
                    date(2027, 2, 26),
                ),
                Planned(
                    "Offer single sign-on and a second factor.",
                    "Sam Okafor (demonstration)",
                    date(2027, 5, 28),
                ),
            ),
        ),
        "privacy": Point(
            statement={
                "rating": "partly_met",
                "summary": "The portal asks for a name and a work e-mail address, and for nothing else about people.",
                "has_limitations": "yes",
                "limitations": (
                    "No data protection impact assessment has been done, and no retention period has been agreed."
                    " Names stay on what people wrote, because the record of who did what cannot be changed."
                ),
                "has_legacy": "no",
                "mitigation": "The department that tries the portal does an assessment and sets a retention period.",
            },
            answers={
                "privacy.1": YES,
                "privacy.2": YES,
                "privacy.3": NO,
                "privacy.4": NO,
                "privacy.5": NO,
                "privacy.6": NO,
                "privacy.7": NO,
                "privacy.8": NO,
                "privacy.15": Given(
                    "We collect two facts about a person. Logs carry numbers instead of names, addresses or answers."
                    " Events hold no text. No page calls any other site. Whoever is removed loses sight of a project"
                    " on the next click."
                ),
                "privacy.16": YES,
                "privacy.22": Given(
                    "planned",
                    "Planned for January 2027, together with the department that tries the portal first.",
                ),
            },
            actions=(
                Planned(
                    "Do a data protection impact assessment and agree how long records are kept.",
                    "Morgan Ellis (demonstration)",
                    date(2027, 1, 29),
                ),
            ),
        ),
        "share-and-reuse": Point(
            statement={
                "rating": "met",
                "summary": (
                    "The look, the patterns and the words come from the GOV.UK Design System, and the questions from"
                    " the published code. What we add is shared under an open licence."
                ),
                "has_limitations": "no",
            },
            answers={
                "share-and-reuse.1": YES,
                "share-and-reuse.2": Given(
                    "Design systems, guidance and form builders, and portals for other assessments. None keeps answers"
                    " across editions of the questions, or gives a reviewer a frozen pack that a screen reader can"
                    " read. We took what exists and built only what is missing."
                ),
                "share-and-reuse.4": YES,
                "share-and-reuse.5": Given(
                    "GOV.UK Frontend by the Government Digital Service: every component of every page (static/govuk),"
                    " which saves the design and testing of some thirty components. The text of the Technology Code"
                    " of Practice by the Cabinet Office."
                ),
                "share-and-reuse.7": YES,
                "share-and-reuse.8": Given(["code", "data", "docs"]),
            },
            evidence=("design-system",),
        ),
        "integrate-and-adapt": Point(
            statement={
                "rating": "partly_met",
                "summary": "Small parts with one-way dependencies, checked on every change, so each can be replaced.",
                "has_limitations": "yes",
                "limitations": (
                    "Other systems can take packs as JSON files only: there is no programming interface for them to"
                    " call, and no link to a department's pipeline of spend."
                ),
                "has_legacy": "no",
                "mitigation": "We will add a read-only interface once a first user says what they need of it.",
            },
            answers={
                "integrate-and-adapt.1": Given(
                    "The portal needs a browser on one side and a database on the other. Packs leave it as files that"
                    " records systems take as they are. Which part may use which is written down and checked"
                    " (docs/adr/0001-rooms-and-import-order.md)."
                ),
                "integrate-and-adapt.3": NO,
                "integrate-and-adapt.14": NO,
                "integrate-and-adapt.16": NO,
            },
        ),
        "data": Point(
            statement={
                "rating": "partly_met",
                "summary": (
                    "Data has one home, one shape and one way out. What was submitted is frozen, and"
                    " its SHA-256 is printed in the pack."
                ),
                "has_limitations": "yes",
                "limitations": (
                    "No retention schedule has been agreed, nothing is archived or deleted automatically, and"
                    " there is no interface through which other departments could read data."
                ),
                "has_legacy": "no",
                "mitigation": "The retention schedule comes with the data protection impact assessment of point 7.",
            },
            answers={
                "data.1": Given(
                    "Collected from teams through forms, checked at one boundary (plain_text/cleaning.py), stored in a"
                    " relational database with every version, used in packs, backed up by one command. Submitted"
                    " documents never change. Deleting waits for a retention schedule."
                ),
                "data.2": Given("part"),
                "data.3": Given(
                    "The text of the code, its points and its guidance, held by the Cabinet Office and"
                    " published under the Open Government Licence."
                ),
                "data.4": Given(
                    "Versions and events show which questions are answered late or changed often. Nobody has used"
                    " them for improvement yet, because there are no real users yet."
                ),
                "data.5": Given(
                    "A pack's JSON follows a published schema, so any department can read it. The assessments"
                    " themselves belong to their organisations, and nobody else may see them in the portal."
                ),
                "data.6": Given(
                    "The public can have the question set. Assessments hold plans, prices and security"
                    " arrangements, so publishing them is each organisation's own decision."
                ),
                "data.7": Given(
                    "It keeps names and work e-mail addresses only, for the tasks of public bodies, under the Data"
                    " Protection Act 2018 and the UK GDPR. A data protection impact assessment is planned."
                ),
                "data.26": NO,
            },
        ),
        "purchasing-strategy": Point(
            statement={
                "rating": "met",
                "summary": "Nothing is bought: the portal is written in-house from open source components.",
                "has_limitations": "no",
            },
            answers={
                "purchasing-strategy.1": Given(
                    "None is needed to build it. Whoever runs it uses the hosting that their organisation has already."
                ),
                "purchasing-strategy.6": Given("no_suppliers"),
                "purchasing-strategy.20": Given("not_buying"),
                "purchasing-strategy.22": NO,
            },
        ),
        "service-standard": Point(
            statement={
                "rating": "not_met",
                "summary": (
                    "The portal is made in the spirit of the standard: simple pages, open code, tests on every change."
                    " It has not been assessed against it."
                ),
                "has_limitations": "yes",
                "limitations": (
                    "Without user research the first points of the Service Standard are not met. There is no"
                    " multidisciplinary team, no support and no measure of success in place."
                ),
                "has_legacy": "no",
                "mitigation": "The research of point 1 comes first; an assessment is booked after it.",
            },
            answers={
                "service-standard.1": YES,
                "service-standard.3": Given(
                    "By doing the research first, then by working in the open in short steps. Accessibility, security"
                    " and open source are in place from the first commit; the points about users are not."
                ),
                "service-standard.4": Given("alpha"),
                "service-standard.5": Given("not_yet"),
            },
            actions=(
                Planned(
                    "Book a service assessment at the end of alpha.",
                    "Sam Okafor (demonstration)",
                    date(2027, 6, 30),
                ),
            ),
        ),
    }
)
