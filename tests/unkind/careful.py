"""A careful person at a generated site, written by hand: what can be done there, without any of the program.

Whoever walks here looks before each press, waits for what a site says it is doing, and reads back what was typed.
That a site can be walked by such a person is what makes it fair.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from playwright.sync_api import Frame, Locator, Page, expect
from tests.unkind.claims import Approved
from tests.unkind.site import UnkindSite

_PATIENCE = 30_000
_LEAVES = {
    "damaged_in_warehouse": "Inventory damaged in FBA warehouse",
    "customer_return": "FBA Returns Reimbursement",
}
Scope = Page | Frame | Locator


def _pattern(words: str) -> str:
    pattern = re.escape(words).replace(r"\ ", r"\s+").replace("'", "['’]")
    return pattern.replace(r"\.\.\.", r"(?:\.\.\.|…)")


def _anywhere(words: str) -> re.Pattern[str]:
    return re.compile(_pattern(words), re.IGNORECASE)


def loosely(words: str) -> re.Pattern[str]:
    """A label, however this site writes it: letters, kinds of quotes, spaces."""
    return re.compile(rf"^\s*{_pattern(words)}\s*(?:\(optional\)|\*)?\s*$", re.IGNORECASE)


class CarefulPerson:
    """Files one claim on one site, by whichever door the site has."""

    def __init__(self, page: Page, site: UnkindSite, address: str) -> None:
        self.page, self.site, self.address = page, site, address
        self.approved: Approved = site.approved
        self.form = site.approved.form
        self.choices = site.sample.choices
        page.set_default_timeout(_PATIENCE)

    def file(self) -> None:
        """Walk to the end, and wait until the site holds a case."""
        doors: dict[str, Callable[[], None]] = {
            "help-center": self.by_help_center,
            "help-hub": self.by_hub,
            "assistant": self.by_assistant,
            "policy-tool": self.by_article,
            "inbound": self.by_shipment,
            "portal": self.by_portal,
        }
        doors[self.site.sample.door]()
        self.wait_for_case()

    def wait_for_case(self) -> None:
        """Wait for the site's own memory."""
        end = time.monotonic() + 30
        while not self.site.store.cases and time.monotonic() < end:
            self.page.wait_for_timeout(50)

    # What a person does anywhere.

    def press(self, scope: Scope, words: str, *, nth: int = 0) -> None:
        """Press the newest button with these words that is not greyed."""
        self.button(scope, words).nth(nth).click()

    def button(self, scope: Scope, words: str) -> Locator:
        """The buttons with these words that can be pressed."""
        return scope.get_by_role("button", name=loosely(words), disabled=False)

    def fill(self, scope: Scope, words: str, text: str) -> None:
        """Type into the box that belongs to these words, until it stays typed."""
        box = self.box(scope, words)
        box.wait_for()
        restless = self.choices["remount"] == "once" or self.choices["prefill"] == "late"
        calm = 0
        while calm < (8 if restless else 1):
            box = self.box(scope, words)
            if box.input_value() != text:
                box.fill(text)
                calm = 0
                continue
            calm += 1
            self.page.wait_for_timeout(100 if restless else 1)

    def box(self, scope: Scope, words: str) -> Locator:
        """A box by the words before it, as an eye takes them."""
        host = "kat-input, kat-textarea"
        if self.choices["labels"] == "order":
            scope.locator("kat-label").filter(has_text=loosely(words)).wait_for()
            said = [self._bare(text) for text in scope.locator("kat-label").all_inner_texts()]
            return scope.locator(host).nth(said.index(self._bare(words))).locator("input, textarea")
        label = scope.locator("kat-label, .meld-label-description").filter(has_text=loosely(words)).last
        return label.locator("xpath=following::*[self::kat-input or self::kat-textarea][1]").locator("input, textarea")

    @staticmethod
    def _bare(text: str) -> str:
        return re.sub(r"\(optional\)|\*|\s+", "", text.casefold().replace("’", "'"))

    def attach(self, upload: Locator, files: list[str] | None = None, *, press: int | None = None) -> None:
        """Choose the files as a person does, and wait until each is there whole."""
        paths = files or [one["path"] for one in self.form["evidence"]]
        with self.page.expect_file_chooser() as chosen:
            upload.locator("#select-file").click()
        chosen.value.set_files(paths)
        if press is not None:
            self.press(self.page, "Upload", nth=press)
        around = upload.locator("xpath=..")
        for path in paths:
            name = path.rsplit("/", 1)[-1]
            expect(around.get_by_text(name).first).to_be_visible(timeout=_PATIENCE)
            if self.choices["upload"] != "with-form":  # a file that has arrived can be removed again
                around.get_by_role("button", name=f"Remove {name}").wait_for()

    def wait_until(self, done: Callable[[], bool]) -> None:
        end = time.monotonic() + 60
        while not done():
            assert time.monotonic() < end, "waited in vain"
            self.page.wait_for_timeout(50)

    def frame(self, path: str) -> Frame:
        """The frame whose address has this path, as soon as it is there."""
        self.wait_until(lambda: any(path in frame.url for frame in self.page.frames))
        return next(frame for frame in self.page.frames if path in frame.url)

    def header_help(self) -> None:
        self.page.goto(f"{self.address}/home")
        self.page.locator("header").get_by_text(loosely("Help")).click()

    # The doors.

    def by_help_center(self) -> None:
        self.header_help()
        framed = self.choices["frame"] != "top"
        meld: Scope = self.frame("/help/center/body") if framed else self.page
        self.press(meld, "My issue is not listed")
        self.levels(meld)
        self.describe(meld)
        self.keep_own_words(meld)
        self.confirm(meld)
        self.troubleshoot(meld)
        self.answer_associates(meld)
        self.send(self.frame("/hill/website/form/"))

    def levels(self, meld: Scope) -> None:
        own = _LEAVES.get(self.approved.claim_type, "Inventory lost in FBA warehouse")
        ways = {
            "none": [],
            "own": ["Fulfillment by Amazon", own],
            "foreign": ["Shipments and storage", "Get help with stock"],
        }
        for words in ways[self.choices["levels"]]:
            self.press(meld, words)

    def describe(self, meld: Scope) -> None:
        step = self.step(meld, "What do you need help with?")
        if self.choices["staged"] == "everywhere":
            self.button(step, "Continue").wait_for()
        self.fill(step, "What do you need help with?", self.form["message"])
        self.fill(step, "What steps have you taken already?", self.form["steps_taken"])
        self.fill(step, "Reference numbers", self.form["references"])
        if self.choices["attach"] != "contact-form":
            self.attach(step.locator("kat-file-upload"))
        for words in ("What do you need help with?", "What steps have you taken already?"):
            assert self.box(step, words).input_value()
        self.press(step, "Continue")

    def step(self, meld: Scope, words: str) -> Locator:
        """The newest step, as soon as it shows these words."""
        last = meld.locator(".meld-transcript > .step").last
        expect(last).to_contain_text(_anywhere(words), timeout=_PATIENCE)
        return last

    def keep_own_words(self, meld: Scope) -> None:
        if self.choices["suggestion"] == "none":
            return
        step = self.step(meld, "Suggested description")
        if self.choices["choice"] == "radio":
            step.get_by_role("radio").click()
        else:
            self.press(step, "Use original text")
        expect(step.locator(".tiptap")).to_contain_text(self.form["reference"], timeout=_PATIENCE)
        self.press(step, "Continue")

    def confirm(self, meld: Scope) -> None:
        if self.choices["confirm"] == "none":
            return
        step = self.step(meld, "Confirm your issue")
        step.get_by_role("radio").first.click()
        self.press(step, "Continue")

    def troubleshoot(self, meld: Scope) -> None:
        if self.choices["troubleshooter"] == "number":
            step = self.step(meld, "Troubleshoot issue")
            self.fill(step, "ASIN", self.form["asin"])
            self.press(step, "Continue")
        self.press(self.step(meld, "Did this resolve your issue?"), "Contact an associate")

    def answer_associates(self, meld: Scope) -> None:
        self.answer_questions(meld)
        if self.choices["review"] == "shown":
            self.press(self.step(meld, "Review your information"), "Review and submit")

    def answer_questions(self, meld: Scope) -> None:
        asks = self.choices["associates"]
        if asks == "straight":
            return
        step = self.step(meld, "We've reviewed your information")
        if asks == "categories":
            self.press(step, "FBA related")
        label = "Identifier (ASIN, FNSKU, Order ID, Product ID, Shipment ID, or Merchant ID)"
        if self.choices["number"] == "reference":
            label = "Enter reference ID (TRID)"
        elif asks == "number":
            label = "Enter ASIN"
        self.fill(step, label, self.form["transaction_id"] if "TRID" in label else self.form["asin"])
        if asks == "categories":
            self.fill(step, "Additional information", self.form["references"])
        self.press(step, "Continue")

    def send(self, form: Frame, *, described: bool = True) -> None:
        email = form.get_by_role("tab", name=loosely("Email"))
        email.click()
        if not described:
            self.fill(form, "Please describe your issue", self.form["message"])
        names = {"subject": "Subject", "short": "Short description", "reason": "Contact reason"}
        self.fill(form, names[self.choices["subject"]], self.form["subject"])
        if not described or self.choices["attach"] == "contact-form":
            self.attach(form.locator("kat-file-upload"))
        self.press(form, self.choices["hub_send"] if not described else "Send")

    def by_hub(self) -> None:
        self.header_help()
        self.press(self.page, "Contact Us" if self.choices["hub_words"] == "contact" else "Get Support")
        self.page.get_by_text(loosely("Selling on Amazon")).last.click()
        if self.choices["hub_issue"] == "tree":
            self.page.locator("kat-expander button.header").first.click()
            self.page.locator("li").filter(has_text=loosely("Inventory lost in FBA warehouse")).click()
        else:
            self.fill(self.page, "Describe your issue", self.form["subject"])
            self.press(self.page, "Continue")
        if self.choices["hub_tool"] == "ask":
            self.press(self.page, "Contact Us")
        self.send(self.frame("/hill/website/form/"), described=False)

    def by_assistant(self) -> None:
        self.header_help()
        if self.choices["tour"] == "shown":
            self.press(self.page, "Skip")
        composer = self.frame("/blank")
        asked = f"Open a case. Keep subject and text verbatim.\nSubject: {self.form['subject']}"
        composer.locator("textarea").fill(f"{asked}\n{self.form['short_message']}")
        self.press(composer, "Submit")
        offer = self.button(self.page, "Email")
        offer.wait_for()
        self.attach(self.page.locator("kat-file-upload"))
        offer.click()
        card = self.page.locator("assistant-reply").last
        expect(card).to_contain_text(self.form["reference"], timeout=_PATIENCE)
        self.press(card, "Approve")

    def by_article(self) -> None:
        self.page.goto(f"{self.address}/help/hub/reference/GGEV4254LJJ9BAEG")
        lost = self.approved.claim_type == "lost_in_warehouse"
        label = "FNSKU" if lost else "Transaction item ID"
        tool = self.page.locator("section").nth(0 if lost else 1)
        self.fill(tool, label, self.form["fnsku"] if lost else self.form["transaction_id"])
        self.press(tool, "Continue")
        if not lost and self.choices["tool_sku"] == "asks":
            tool.get_by_role("radio", name=self.form["sku"]).click()
            self.press(tool, "Continue", nth=1)
        self.press(tool, "Create a Case")

    def by_shipment(self) -> None:
        self.page.goto(f"{self.address}/fba/inbound-shipment/summary/{self.form['shipment_id']}/contents")
        if self.choices["inbound_list"] == "katal":
            self.page.locator("td kat-dropdown .select-header").click()
            self.page.get_by_role("option", name=loosely("Research missing units")).click()
        else:
            self.page.locator("td select").select_option(index=2)
        uploads = self.page.locator("kat-file-upload")
        by_press = self.choices["inbound_upload"] == "pressed"
        for at, one in enumerate(self.form["evidence"]):
            self.attach(uploads.nth(at), [one["path"]], press=at if by_press else None)
        self.press(self.page, "Preview your request")
        self.press(self.page, self.choices["inbound_submit"])

    def by_portal(self) -> None:
        self.page.goto(f"{self.address}/inventory-reimbursement/eligible-for-claim")
        row = self.page.get_by_role("row").filter(has_text=self.form["fnsku"])
        self.press(row, "Reimburse")
