"""What is left of a walk is what happened in it, in order, and how it ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from casewright.casework.result import walked
from casewright.flow.event import Arrived, AtSubmit, Clicked, Did, Ended, HandedOver, Pictured
from casewright.flow.sighting import Sighting
from casewright.flow.window import Kept, Reading
from casewright.model.outcome import Outcome

SEEN = Sighting("https://sellercentral.amazon.com/home", "en")
KEPT = Kept("01-home", Path("/kept/01-home.png"), None, Path("/kept/01-home.aria.yaml"))


def test_a_walk_that_files_tells_screens_steps_pictures_and_case() -> None:
    story = walked(
        [
            Arrived("home/home", SEEN),
            Pictured("home/home", KEPT),
            Did("home/home", "press", "help", "", Reading("home.help")),
            Arrived("contact-form/email", SEEN),
            Did("contact-form/email", "fill", "subject", "subject", Reading("contact-form.subject", "X001")),
            AtSubmit("contact-form/email", (), KEPT, SEEN),
            Clicked("contact-form/email"),
            Ended(Outcome.FILED_UNVERIFIED, "", "17204938815"),
        ]
    )
    assert story.screens == ("home/home", "contact-form/email")
    assert [(step.verb, step.control, step.read_back) for step in story.steps] == [
        ("press", "help", ""),
        ("fill", "subject", "X001"),
    ]
    assert [picture.screen for picture in story.pictures] == ["home/home", "contact-form/email"]
    assert (story.outcome, story.case_id, story.clicked, story.submit_found) == (
        Outcome.FILED_UNVERIFIED,
        "17204938815",
        True,
        True,
    )


def test_attached_files_are_told_as_the_page_listed_them() -> None:
    files = (("invoice.pdf", 2867),)
    did = Did("help-center/not-listed", "attach", "add-attachments", "evidence", Reading("x", files=files))
    (step,) = walked([did, Ended(Outcome.PREVIEWED)]).steps
    assert step.files == files


def test_a_walk_that_ends_early_tells_why_and_claims_nothing() -> None:
    story = walked([Arrived("home/home", SEEN), Ended(Outcome.UNKNOWN_SCREEN, "no known screen")])
    assert (story.outcome, str(story.detail)) == (Outcome.UNKNOWN_SCREEN, "no known screen")
    assert (story.clicked, story.submit_found, story.case_id) == (False, False, None)


def test_a_persons_turn_is_a_screen_of_the_walk() -> None:
    story = walked([HandedOver("interruptions/sign-in", "signin_required"), Ended(Outcome.PREVIEWED)])
    assert story.screens == ("interruptions/sign-in",)


def test_what_comes_after_the_end_is_not_looked_at() -> None:
    story = walked([Ended(Outcome.CANCELLED, "you skipped it"), Clicked("contact-form/email")])
    assert not story.clicked


def test_a_walk_without_an_end_is_a_mistake_and_not_a_success() -> None:
    with pytest.raises(ValueError, match="did not end"):
        walked([Arrived("home/home", SEEN), Clicked("contact-form/email")])
