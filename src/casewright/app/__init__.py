"""The use cases, one function each: plain arguments in, plain values out. No terminal, no printing, no web page.

Every face imports the use cases through this package: `app.check.check_claims(…)`. A module is loaded when a face first
uses it, so that a command line that only shows its help loads none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casewright.lazy_room import lazy_door

if TYPE_CHECKING:
    from casewright.app import accounts as accounts
    from casewright.app import adopt as adopt
    from casewright.app import asks as asks
    from casewright.app import board as board
    from casewright.app import browse as browse
    from casewright.app import by_hand as by_hand
    from casewright.app import cases as cases
    from casewright.app import check as check
    from casewright.app import crash as crash
    from casewright.app import demo as demo
    from casewright.app import desks as desks
    from casewright.app import doubts as doubts
    from casewright.app import drafts as drafts
    from casewright.app import dropped as dropped
    from casewright.app import earnings as earnings
    from casewright.app import events as events
    from casewright.app import explain as explain
    from casewright.app import filing as filing
    from casewright.app import flows as flows
    from casewright.app import follow as follow
    from casewright.app import jobs as jobs
    from casewright.app import ledgers as ledgers
    from casewright.app import machine as machine
    from casewright.app import manual as manual
    from casewright.app import money as money
    from casewright.app import names as names
    from casewright.app import narrowing as narrowing
    from casewright.app import orders as orders
    from casewright.app import plan as plan
    from casewright.app import practice as practice
    from casewright.app import preview as preview
    from casewright.app import record as record
    from casewright.app import reply as reply
    from casewright.app import review as review
    from casewright.app import sheets as sheets
    from casewright.app import sites as sites
    from casewright.app import statement as statement
    from casewright.app import today as today
    from casewright.app import walk_events as walk_events
    from casewright.app import workspace as workspace
else:
    __getattr__ = lazy_door(__name__)
