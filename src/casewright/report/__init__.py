"""Values as text, tables, documents and pages. It is a layer above `app`: it shows the results of use cases.

A module is read when somebody first asks for it: `report.checked.check_view(…)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casewright.lazy_room import lazy_door

if TYPE_CHECKING:
    from casewright.report import account_list as account_list
    from casewright.report import board as board
    from casewright.report import calendar as calendar
    from casewright.report import card as card
    from casewright.report import case_list as case_list
    from casewright.report import chart as chart
    from casewright.report import checked as checked
    from casewright.report import claim_facts as claim_facts
    from casewright.report import demo as demo
    from casewright.report import document as document
    from casewright.report import doubts as doubts
    from casewright.report import drafted as drafted
    from casewright.report import earnings as earnings
    from casewright.report import examined as examined
    from casewright.report import explained as explained
    from casewright.report import export as export
    from casewright.report import filings as filings
    from casewright.report import flow_list as flow_list
    from casewright.report import followed as followed
    from casewright.report import html as html
    from casewright.report import job_list as job_list
    from casewright.report import manual_page as manual_page
    from casewright.report import matrix as matrix
    from casewright.report import next_step as next_step
    from casewright.report import pictures as pictures
    from casewright.report import problem_groups as problem_groups
    from casewright.report import runs as runs
    from casewright.report import settled as settled
    from casewright.report import settlements as settlements
    from casewright.report import statement as statement
    from casewright.report import summary as summary
    from casewright.report import table as table
    from casewright.report import today as today
    from casewright.report import verdicts as verdicts
    from casewright.report import walk_story as walk_story
else:
    __getattr__ = lazy_door(__name__)
