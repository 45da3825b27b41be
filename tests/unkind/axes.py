"""The axes on which real pages differ, or may: each with its alternatives, and what is known of each alternative."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Literal

Door = Literal["help-center", "help-hub", "assistant", "policy-tool", "inbound", "portal"]
"""The way by which a site takes a claim."""

HELP_CENTER, HUB, ASSISTANT, TOOL, INBOUND, PORTAL = (
    "help-center",
    "help-hub",
    "assistant",
    "policy-tool",
    "inbound",
    "portal",
)
_FORM = frozenset({HELP_CENTER, HUB})
_FILES = frozenset({HELP_CENTER, HUB, ASSISTANT, INBOUND})
_BOXES = frozenset({HELP_CENTER, HUB, TOOL})
_ALL = frozenset({HELP_CENTER, HUB, ASSISTANT, TOOL, INBOUND, PORTAL})
_ONLY = frozenset({HELP_CENTER})


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way in which a page may be made. `fact` is what is publicly known of it; without one it is beyond the facts."""

    name: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """One respect in which sites differ; the first alternative is taken where a door has nothing to do with it."""

    name: str
    question: str
    doors: frozenset[str]
    alternatives: tuple[Alternative, ...]

    def known(self) -> tuple[Alternative, ...]:
        """The alternatives that rest on a fact."""
        return tuple(one for one in self.alternatives if one.fact)


def _axis(name: str, question: str, doors: frozenset[str], **alternatives: str) -> Axis:
    made = tuple(Alternative(key.replace("__", " ").replace("_", "-"), fact) for key, fact in alternatives.items())
    return Axis(name, question, doors, made)


def _numbers(name: str, question: str, doors: frozenset[str], known: tuple[int, ...], fact: str, *more: int) -> Axis:
    made = [Alternative(str(number), fact) for number in known] + [Alternative(str(number)) for number in more]
    return Axis(name, question, doors, tuple(made))


OPEN = "the facts leave it open"
AXES: tuple[Axis, ...] = (
    _axis(
        "labels", "How does a box get its words?", _BOXES,
        named="kat-aria-label names a box", beside="a kat-label of another shadow root, before the box: names nothing",
        above="div.meld-label-description before the kat-input", order="",
    ),
    _axis("marks", "How is a box marked as required?", _BOXES, none=OPEN, optional="'CC (optional)', 'Reference numbers' (optional)", star=""),
    _axis("buttons", "Where do a button's words stand?", _ALL, slot="kat-button draws a slot", attribute="kat-button[label]"),
    _axis(
        "letters", "How are labels written?", _ALL,
        as_is="the strings of the live bundle", capitals="the case of letters differs from source to source", curly=OPEN, spaces="",
    ),
    _axis("transcript", "What becomes of a step that is over?", _ONLY, kept="earlier steps stay, greyed (div.meld-transcript)", replaced="recordings that replace the step"),
    _axis("staged", "Which steps come part by part?", _ONLY, associates="after 'Contact an associate' one by one", none="older runs", everywhere=""),
    _numbers("stage", "Pause between the parts, ms", _ONLY, (300, 1000, 3000), "parts arrive later"),
    _axis("late", "Does 'Additional information' come after Continue?", _ONLY, after="required, and arrives later still", together="older runs"),
    _axis("suggestion", "Is a rewriting suggested?", _ONLY, shown="'Suggested description'", none=""),
    _numbers("takeover", "How long until 'Use original text' is taken over, ms", _ONLY, (100, 300, 900, 2000), "taken over after the press", 5000),
    _axis("choice", "What is 'Use original text'?", _ONLY, button="div.button-options > kat-button", radio="a 'choice'"),
    _axis("editor", "How does the editor hold lines?", _ONLY, lines="div.tiptap.ProseMirror: a paragraph a line", flat=OPEN),
    _axis("boxes", "Which boxes has the description?", _ONLY, one_area="1 kat-textarea and 2 kat-inputs", two_areas="2 textareas and an input"),
    _axis("attach", "Where are files attached?", _FORM, describe="'attach files' with the description", contact_form="'Add attachments' of the contact form", both=""),
    _axis(
        "upload", "When is a file there?", _FILES,
        listed_first="a name may be listed before the file is there", progress="uploads take time, and show it",
        listed_after="the name comes with the file", button_waits="Continue greyed meanwhile", with_form="older forms carry the files along", quiet="",
    ),
    _numbers("upload_time", "How long an upload takes, ms", _FILES, (300, 1500), "uploads take time", 8000),
    _axis("list", "Where is the list of files?", _FILES, shadow="drawn inside the shadow root of kat-file-upload", light=OPEN),
    _axis("input", "Does the hidden file input work?", _FILES, decoy="keeps no files in several builds", works="in others it works"),
    _axis("error", "How is 'File upload was unsuccessful' hidden?", _FILES, not_drawn="a hidden text stands there even after success", unseen=OPEN),
    _axis("help", "What is the header's Help?", _ALL, link="link or button is not known", button="link or button is not known"),
    _axis("help_opens", "Where does Help lead?", _ONLY, straight="/help/center", eligibility="/help/hub/support, then a redirect by the page"),
    _axis("favourites", "What stands among the favourites?", _ALL, plain="a bar with Edit", helping=""),
    _axis("landmarks", "Has the content a main landmark?", _ALL, main=OPEN, plain=OPEN),
    _axis("owner", "How does the header show the account?", _ALL, pill="'Name | Country' in a pill", test_attribute="[data-test=current-account]", parts=".dropdown-account-switcher-header"),
    _axis("frame", "Where does the help center live?", _ONLY, top="the top document", frame="iframe#mons-body-container", sidebar="iframe#shp-content-frame"),
    _axis("hill", "How is the contact form put in?", _ONLY, spl="spl-hill-form, shadow, iframe", light=""),
    _numbers("hill_time", "How long the contact form loads, ms", _FORM, (0, 1500), "up to 60 s", 6000),
    _axis("wait", "How long until the associates?", _ONLY, short="a few seconds", long="can take three minutes"),
    _axis("channels", "Which contact methods, in which order?", _FORM, email_phone_chat="tabs Email, Phone, Chat", email_chat="not every account is called", chat_email="", chat_open="", chat_only=""),
    _axis("subject", "What is the subject called?", _FORM, subject="'Subject' (in other languages)", short="'short description' (lobby, bundle)"),
    _axis(
        "success", "What comes after Send?", _FORM,
        redirect="view-case?…successMessage=caseCreated", redirect_hill="view-case?ref=hill&caseID=…&mons_sel_mkid=…",
        in_page="'Case created' with the case ID as a link", in_page_silent="'Your support request has been sent' without a number",
    ),
    _numbers("delay", "Pause before what comes next, ms", _ALL, (0, 300, 1000, 3000), "pages take seconds"),
    _axis("levels", "Are there levels of categories?", _ONLY, none="most runs", own="", foreign=""),
    _axis("confirm", "Is the issue to be confirmed?", _ONLY, none="sometimes", recommended="sometimes, with the tag 'Recommended'", pick=""),
    _axis(
        "troubleshooter", "What lies before 'Contact an associate'?", _ONLY,
        none="'Did this resolve your issue?'", number="an ID field and Continue", chips="'Having issues with your order?'",
    ),
    _axis("associates", "What do the associates ask?", _ONLY, categories="category, identifier, additional information", number="enter ASIN, then the contact method", straight=""),
    _axis("number", "How is the identifier called?", _ONLY, identifier="'Identifier (ASIN, FNSKU, …)'", reference="'Enter reference ID (TRID)'"),
    _axis("remount", "Are boxes drawn a second time?", _BOXES, none=OPEN, once=""),
    _axis("lobby", "Which case lobby?", _ALL, new="kat-button#search, 'Displaying 1 to 3 of 3'", old="kat-button[label=Go], 'Cases 1 to 10 of 556'"),
    _numbers("indexed", "How long until the lobby lists a case, ms", _ALL, (0, 1000), OPEN),
    _numbers("older_cases", "How many cases are there already?", _ALL, (3, 0, 23), OPEN),
    _axis("case_words", "How does the case page name the number?", _ALL, ID="'ID:' (EU and NA, 2026)", Case__ID="'Case ID {{caseId}}' (bundle)"),
    _axis("data", "Does the case page ask for its data?", _ALL, json="ViewCase", none=""),
    _axis("message", "What does the case keep?", _FORM | {ASSISTANT}, bare=OPEN, more="'Sent from …' and lines of identifiers"),
    _axis("remove", "What does the message do to spaces?", _FORM, nothing=OPEN, line_ends="'\\r\\n' as older forms send"),
    _axis("hub_words", "What is the card's button?", frozenset({HUB}), support="'Get Support'", contact="'Contact Us' (MLP)"),
    _axis("hub_service", "What is a service?", frozenset({HUB}), link=OPEN, button=OPEN),
    _axis("hub_issue", "How is the issue told?", frozenset({HUB}), both="text box, or a link to the menu", describe="text box", tree=""),
    _axis("hub_menu", "How is the link to the menu called?", frozenset({HUB}), new="'Or, browse for your issue in the menu'", old="'Or browse for your issue' (bundle)"),
    _axis("hub_tool", "What comes before the form?", frozenset({HUB}), form="the form below", ask="'Need more help with this issue?'"),
    _axis("hub_send", "What is the form's button?", frozenset({HUB}), Send="'Send'", Submit="'Submit'"),
    _axis("article", "How is the policy's tool reached?", frozenset({TOOL}), address="its address", help=""),
    _axis("inbound_list", "What is the status drop-down?", frozenset({INBOUND}), katal="kat-dropdown", native=OPEN),
    _axis("inbound_submit", "What is the last button?", frozenset({INBOUND}), Submit__Request="'Submit Request'", Submit="'Submit'"),
    _axis("tour", "Does a tour lie over the assistant?", frozenset({ASSISTANT}), none=OPEN, shown="'Step 1/4 Welcome …'"),
    _axis("assistant_words", "How does it say that it is done?", frozenset({ASSISTANT}), successfully="'has been successfully created'", created="'has been created successfully'"),
)  # fmt: skip
"""Every axis. `README.md` tells them in words."""

CLAIMS: dict[Door, tuple[str, ...]] = {
    "help-center": ("lost_in_warehouse", "damaged_in_warehouse", "customer_return", "inbound_damaged"),
    "help-hub": ("lost_in_warehouse", "damaged_in_warehouse", "customer_return"),
    "assistant": ("lost_in_warehouse", "damaged_in_warehouse"),
    "policy-tool": ("lost_in_warehouse", "damaged_in_warehouse"),
    "inbound": ("inbound_lost",),
    "portal": ("lost_in_warehouse", "damaged_in_warehouse"),
}
_SHARES: dict[Door, int] = {
    "help-center": 10, "help-hub": 4, "inbound": 2, "assistant": 2, "policy-tool": 1, "portal": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """One site: what its seed drew. The same seed always draws the same site."""

    seed: int
    door: Door
    claim_type: str
    choices: dict[str, str]

    @property
    def beyond(self) -> tuple[str, ...]:
        """The choices that no fact supports, as `axis=alternative`."""
        return tuple(f"{axis.name}={name}" for axis, name in self._chosen() if not _fact_of(axis, name))

    @property
    def from_facts(self) -> bool:
        """Whether nothing but the facts' own alternatives makes this site."""
        return not self.beyond

    @property
    def told(self) -> str:
        """All that is particular to this site, in one line."""
        mine = (f"{axis.name}={name}" for axis, name in self._chosen() if name != axis.alternatives[0].name)
        return f"seed {self.seed} {self.door} {self.claim_type}: " + " ".join(mine)

    def _chosen(self) -> Iterator[tuple[Axis, str]]:
        return ((axis, self.choices[axis.name]) for axis in AXES if self.door in axis.doors)

    def with_choices(self, **choices: str) -> Sample:
        """The same site, made otherwise in these respects."""
        return Sample(self.seed, self.door, self.claim_type, self.choices | choices)


def _fact_of(axis: Axis, name: str) -> str:
    return next(one.fact for one in axis.alternatives if one.name == name)


BEYOND_SHARE = 0.35
"""How many of the sites may go beyond the facts."""


def draw(seed: int, door: Door | None = None) -> Sample:
    """Draw a site. About two of three sites are made from the facts' own alternatives only."""
    chance = Random(seed)
    drawn = chance.choices(list(_SHARES), list(_SHARES.values()))[0]
    at = door or drawn
    free = chance.random() < BEYOND_SHARE
    choices = {axis.name: _choose(axis, at, chance, free=free) for axis in AXES}
    return Sample(seed, at, chance.choice(CLAIMS[at]), choices)


def _choose(axis: Axis, door: str, chance: Random, *, free: bool) -> str:
    known = axis.known()
    taken = chance.choice(known).name
    other = chance.choice(axis.alternatives).name
    if door not in axis.doors:
        return axis.alternatives[0].name
    return other if free and chance.random() < 0.5 else taken
