"""Plans of invented councils and boards: tables with other heads, templates, plans read column by column."""

from pathlib import Path

import docx

from kg.extract import extract
from kg.extract.action.records import find_actions
from kg.model.found import FoundAction
from kg.read import read_source
from kg.rules import Rules
from kg.segment import segment

ADULTS = """\
# Westmere Safeguarding Adults Board

## Safeguarding Adult Review – Adult K: Multi-agency action plan

| No. | Recommendation | Action | Lead Officer | By when | Progress | RAG |
|---|---|---|---|---|---|---|
| 1 | The Board should review its guidance | Rewrite the guidance | Head of Adult Safeguarding | March 2022 | Draft done | Amber |
| | | Launch the guidance | Board Manager | 30/06/2022 | | Green |
| 2 | GP practices should flag non-attendance | ICB to brief all practices | Named GP | May 2022 | Issued | Green |

| What will we do? | Who? | When? | How will we know? |
|---|---|---|---|
| Train all call handlers in professional curiosity | Ambulance Trust | Sept 2022 | 95% trained |

| Indicator | Target | Apr-23 | May-23 | RAG |
|---|---|---|---|---|
| Referrals | 200 | 180 | 190 | G |
"""

HOMICIDE = """\
# Domestic Homicide Review – Overview Report into the death of Ruth

## Action plan

| Recommendation | Scope of recommendation i.e. local or regional | Action to take | Lead Agency | \
Key milestones achieved in enacting recommendation | Target Date | Date of completion and Outcome |
|---|---|---|---|---|---|---|
| 1. The Partnership should develop a campaign | Local | 1.1 Commission a campaign<br>1.2 Evaluate it | \
1.1 Northshire CSP<br>1.2 Public Health | Brief agreed | 1.1 May 2023<br>1.2 June 2024 | Completed January 2024 |
"""

COLUMNS = """\
Eastvale Safeguarding Children Partnership

Multi-agency Action Plan: Noah

Recommendation

Action required Lead Officer

Timescale

Progress to date

Recommendation 1: The
Partnership should
strengthen its
approach to neglect

• Adopt a single neglect screening tool across all agencies and
train the workforce in its use

• Report on the use of the tool to the performance subgroup twice
a year

Head of
Early Help

Business
Manager

By 31 March
2024

Sept 2024

The tool has been chosen and training dates are
booked for the spring term.

The first report is on the forward plan of the
subgroup.

Recommendation 2:
Health providers should
review non-attendance

• Revise the policy on children who are not brought to appointments

• Audit compliance with the policy in each provider and report the
findings

Named Doctor

Designated
Nurse

Feb 2024

Dec 2024

Draft shared with providers in November.

Audit tool agreed.
"""

STEPS = """\
# Quality assurance report

## Next steps

- Briefing to be circulated to all schools by the end of June.
- None

The audit was finished in May. The service will repeat it in October 2024.

## Conclusion

The service will close.
"""


def found_in(text: str, folder: Path, name: str = "paper.md") -> tuple[FoundAction, ...]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    rules = Rules()
    document = read_source(path)
    found = find_actions(segment(document, rules=rules), (), (), rules=rules)
    for one in found:
        span = one.evidence.span
        assert one.evidence.quote == document.text[span.start : span.end]
    return found


def rows(found: tuple[FoundAction, ...]) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(one.text, one.owner, one.due, one.status) for one in found]


def test_heads_of_other_boards_are_known(tmp_path) -> None:
    assert rows(found_in(ADULTS, tmp_path)) == [
        ("Rewrite the guidance", "Head of Adult Safeguarding", "March 2022", "Amber"),
        ("Launch the guidance", "Board Manager", "30/06/2022", "Green"),
        ("ICB to brief all practices", "Named GP", "May 2022", "Green"),
        ("Train all call handlers in professional curiosity", "Ambulance Trust", "Sept 2022", None),
    ]


def test_a_cell_that_lists_actions_is_paired_with_cells_that_list_as_many(tmp_path) -> None:
    found = found_in(HOMICIDE, tmp_path)
    assert rows(found) == [
        ("Commission a campaign", "Northshire CSP", "May 2023", "Completed January 2024"),
        ("Evaluate it", "Public Health", "June 2024", "Completed January 2024"),
    ]
    assert {one.measure for one in found} == {"Brief agreed"}


def test_a_plan_read_column_by_column_is_put_together_again(tmp_path) -> None:
    found = found_in(COLUMNS, tmp_path, "plan.txt")
    assert [(one.owner, one.due) for one in found] == [
        ("Head of Early Help", "By 31 March 2024"),
        ("Business Manager", "Sept 2024"),
        ("Named Doctor", "Feb 2024"),
        ("Designated Nurse", "Dec 2024"),
    ]
    assert found[0].text.startswith("Adopt a single neglect screening tool across all agencies and train")
    assert found[3].text.endswith("report the findings")


def test_steps_to_come_are_actions_and_what_was_done_is_not(tmp_path) -> None:
    assert rows(found_in(STEPS, tmp_path)) == [
        ("Briefing to be circulated to all schools by the end of June.", None, "by the end of June", None),
        ("The service will repeat it in October 2024.", None, "in October 2024", None),
    ]


GROUPED = """\
# Safeguarding Adults Review Alan: Action plan

| Action | Lead | Timescale | BRAG |
|---|---|---|---|
| Recommendation 1: The Board should seek assurance about hoarding | | | |
| Audit hoarding cases | Adult Social Care | Jan 2024 | Blue |
| Recommendation 2: The Fire Service should be invited to panels | | | |
| Revise terms of reference | Board Manager | Feb 2024 | Green |

Recommendation 3: Housing should share tenancy concerns.

| Action | Lead | Timescale | BRAG |
|---|---|---|---|
| Agree a sharing protocol | Housing | March 2024 | Amber |
"""


def test_actions_answer_the_recommendation_that_stands_over_them(tmp_path) -> None:
    path = tmp_path / "plan.md"
    path.write_text(GROUPED, encoding="utf-8")
    rules = Rules()
    found = extract(segment(read_source(path), rules=rules), rules=rules)
    numbers = {one.key: one.number for one in found.recommendations}
    assert [(one.text, numbers.get(one.recommendation or "")) for one in found.actions] == [
        ("Audit hoarding cases", "1"),
        ("Revise terms of reference", "2"),
        ("Agree a sharing protocol", "3"),
    ]


def test_merged_cells_of_word_tables_hold_for_every_row(tmp_path) -> None:
    word = docx.Document()
    word.add_heading("Domestic Homicide Review: action plan", 1)
    table = word.add_table(rows=4, cols=5)
    heads = ("Recommendation", "Action to take", "Lead Agency", "Target Date", "Completion Date and Outcome")
    lines = (
        ("1. Develop a campaign", "Commission the campaign", "CSP", "May 2023", "Done June 2023"),
        ("", "Evaluate the campaign", "Public Health", "June 2024", ""),
        ("2. Dip sample assessments", "Report quarterly samples", "Police", "31/03/2024", "Ongoing"),
    )
    for row, words in zip(table.rows, (heads, *lines), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    word.save(str(tmp_path / "plan.docx"))
    rules = Rules()
    found = find_actions(segment(read_source(tmp_path / "plan.docx"), rules=rules), (), (), rules=rules)
    assert rows(found) == [
        ("Commission the campaign", "CSP", "May 2023", "Done June 2023"),
        ("Evaluate the campaign", "Public Health", "June 2024", None),
        ("Report quarterly samples", "Police", "31/03/2024", "Ongoing"),
    ]


TRACKER = """# Action plan

| Action | Owner | By when | Progress | BRAG |
|---|---|---|---|---|
| Rewrite the guidance | Head of Service | March 2022 | Approved in May. | B |
| Launch the guidance | Board Manager | June 2022 | Launch booked for July. | Amber |
| Brief all practices | Named GP | May 2022 | Briefings were delivered to all practices in May 2022. | |
| Audit the records | Named Nurse | May 2022 | The audit tool has been drafted and eight of ten records have been audited so far. | Green |
| Set up a helpline | Council | 2023 | | Not started |
| Extend the pilot | Council | 2023 | | Closed - no longer required |
| Merge the teams | Council | 2023 | | Superseded |
| Hold a conference | Council | Complete | | |
| Print a leaflet | Council | 2023 | | |
"""


def test_progress_is_read_from_status_then_update(tmp_path) -> None:
    found = found_in(TRACKER, tmp_path)
    assert [(one.progress.value, one.progress_basis and one.progress_basis.value) for one in found] == [
        ("completed", "status"),
        ("in_progress", "status"),
        ("completed", "update"),
        ("in_progress", "update"),
        ("not_started", "status"),
        ("closed", "status"),
        ("superseded", "status"),
        ("completed", "status"),
        ("not_stated", None),
    ]
    assert found[0].status == "B" and found[0].update == "Approved in May."


DONE_STEPS = """# Performance report

## Action / next steps

- Guidance for managers has been completed and communications launched.
- Guidance for carers to be completed and communications developed.
- The team is drafting guidance for schools.
- Purchase of toolkits for staff.
"""


def test_a_step_that_says_it_is_done_is_done(tmp_path) -> None:
    found = found_in(DONE_STEPS, tmp_path)
    assert [one.progress.value for one in found] == ["completed", "not_stated", "in_progress", "not_stated"]
    assert {one.progress_basis and one.progress_basis.value for one in found} == {"words", None}


SCANNED = """\
# Westmere City Council: plan for children with special needs

Westmere asked parents what they need. Parents asked for training, and colleges asked for training with the Council of
Westmere. Colleges and schools in Westmere gave training to parents; the colleges have assessment of needs, assessment
by therapists, and assessment in schools.

| Action | Owner | By when |
|---|---|---|
| sked us for more help in Westm and the trainin on offer to olleges. So we asked | Head of Inclusion | May 2023 |
| Offer training to the colleges and ask what parents need after each sessment | Head of Inclusion | June 2023 |
"""


def test_a_row_of_torn_words_is_told_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text(SCANNED, encoding="utf-8")
    document = read_source(path)
    found = extract(segment(document, rules=Rules()), rules=Rules())
    assert [one.text[:14] for one in found.actions] == ["Offer training"], "one torn word may be chance"
    (issue,) = [one for one in found.issues if one.code == "torn-row"]
    assert "olleges" in issue.message and "plan.md" in issue.message
