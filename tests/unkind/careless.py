"""Careless people at a generated site: each does one thing that must never happen, and all else with care."""

from __future__ import annotations

from playwright.sync_api import Frame, Locator, expect
from tests.unkind.careful import CarefulPerson, Scope


class SendsTheRewriting(CarefulPerson):
    """Presses "Use original text", and Continue before the page has taken it over."""

    def keep_own_words(self, meld: Scope) -> None:
        step = self.step(meld, "Suggested description")
        self.press(step, "Use original text")
        self.press(step, "Continue")


class GoesOnBeforeTheFiles(CarefulPerson):
    """Chooses the files, sees their names, and goes on."""

    def attach(self, upload: Locator, files: list[str] | None = None, *, press: int | None = None) -> None:
        with self.page.expect_file_chooser() as chosen:
            upload.locator("#select-file").click()
        chosen.value.set_files([one["path"] for one in self.form["evidence"]])
        expect(upload.get_by_text(self.form["evidence"][0]["name"])).to_be_visible()


class UsesTheDecoy(CarefulPerson):
    """Sets the files on the hidden input, as scripts do."""

    def attach(self, upload: Locator, files: list[str] | None = None, *, press: int | None = None) -> None:
        upload.locator("input#kat-file-attachment").set_input_files([one["path"] for one in self.form["evidence"]])


class AsksForHelpInTheFooter(CarefulPerson):
    """Takes the second "Help" of the page first."""

    def header_help(self) -> None:
        self.page.goto(f"{self.address}/home")
        with self.page.expect_navigation():
            self.page.locator("footer").get_by_text("Help").click()
        super().header_help()


class Chats(CarefulPerson):
    """Looks into Chat before the e-mail is sent."""

    def send(self, form: Frame, *, described: bool = True) -> None:
        form.get_by_role("tab", name="Chat").click()
        self.press(form, "Chat now")
        super().send(form, described=described)


class WritesAnotherSubject(CarefulPerson):
    """Leaves what the site put into the subject, and types behind it."""

    def fill(self, scope: Scope, words: str, text: str) -> None:
        super().fill(scope, words, f"Inventory lost {text}" if words in {"Subject", "Short description"} else text)


class WritesToTheAssociate(CarefulPerson):
    """Invents what the site asks for further down."""

    def fill(self, scope: Scope, words: str, text: str) -> None:
        super().fill(scope, words, "Please hurry up." if words == "Additional information" else text)


class ApprovesTwice(CarefulPerson):
    """Presses Approve again, because it is still there."""

    def wait_for_case(self) -> None:
        self.press(self.page.locator("assistant-reply").filter(has_text="Issue summary"), "Approve")
        self.wait_until(lambda: len(self.site.store.cases) == 2)


class LeavesOneFileOut(CarefulPerson):
    """Attaches the first file only."""

    def attach(self, upload: Locator, files: list[str] | None = None, *, press: int | None = None) -> None:
        super().attach(upload, [self.form["evidence"][0]["path"]])
