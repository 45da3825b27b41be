// The Seller Assistant: a talk, a choice of channel, a card with a summary, Approve.
import { ask, button, el, field, pause, pick, press, rest, site, w, waiting, wrong } from "./kit.js";
import { upload } from "./upload.js";

const MOST = 2500;
let said = [];
let talk;
let composer;

class Reply extends HTMLElement {
  add(...nodes) {
    if (!this.shadowRoot) this.attachShadow({ mode: "open" });
    this.shadowRoot.append(...nodes);
  }
}
customElements.define("assistant-reply", Reply);

async function reply(...nodes) {
  await waiting(talk, rest);
  const made = el("assistant-reply");
  talk.append(made);
  made.add(...nodes);
  return made;
}

/** The composer stands in a frame of its own, of the same origin. */
function compose(frame) {
  const page = frame.contentDocument;
  const area = Object.assign(page.createElement("textarea"), { placeholder: w("Message Seller Assistant..."), maxLength: MOST });
  const counter = page.createElement("div");
  const send = Object.assign(page.createElement("button"), { type: "button", textContent: w("Submit") });
  const count = () => (counter.textContent = `${area.value.length}/${MOST}`);
  count();
  area.addEventListener("input", count);
  send.addEventListener("click", (event) => {
    if (!event.isTrusted || send.disabled || !area.value.trim()) return;
    said.push(area.value);
    if (said.length === 1) history.pushState(null, "", "/assistant/amzn1.cyrano.conversation.cid.v2.4711?client=sellerSupport-meldFullPage");
    talk.append(el("div", { class: "mine", style: "white-space: pre-wrap" }, area.value));
    area.value = "";
    count();
    heard();
  });
  page.body.append(area, counter, send);
  return { area, send };
}

let offered = false;

async function heard() {
  files.removeAttribute("disabled");
  if (offered) return /\bemail\b|e-mail/i.test(said.at(-1)) ? summary() : null;
  offered = true;
  composer.send.disabled = true;
  const by = (name, act) => button(name, once(act));
  await reply(
    el("p", {}, "Support offers two contact options for this case. Would you like to proceed via Chat (typical wait under a minute) or Email?"),
    el("p", {}, "Send a message and receive a response via email. You can also view responses in the Seller Central Case Log."),
    by("Email", summary),
    by("Chat", () => wrong("Chat")),
  );
  composer.send.disabled = false;
}

const once = (act) => {
  let done = false;
  return () => done || ((done = true), act());
};

let files;

async function summary() {
  if (summary.shown) return;
  summary.shown = true;
  const { subject, details, ids } = await waiting(talk, () => ask("/conversation-api/v1/Summarise", { said }));
  const line = (name, text) => el("div", {}, el("b", {}, w(name)), el("div", { style: "white-space: pre-wrap" }, text));
  composer.area.disabled = true;
  composer.area.placeholder = w("Select an option above to proceed.");
  const own = el("kat-input", { value: "orders@harborlane.example", "kat-aria-label": w("Your e-mail") });
  const attached = await files.finished();
  const names = el("div", {}, files.files.filter((one) => one.id).map((one) => el("div", {}, one.name)));
  const approve = button("Approve", async () => {
    const sent = { session: site.session, subject, description: details, ids, email: own.value, files: await files.finished() };
    const { caseId } = await ask("/conversation-api/v1/Approve", sent);
    const words = pick.assistant_words === "successfully" ? "Your case has been successfully created. Case ID: " : "Your case has been created successfully. Case ID: ";
    await reply(el("p", {}, words, el("a", { href: `/cu/case-dashboard/view-case?caseID=${caseId}` }, caseId)));
  });
  files.addEventListener("taken", () => names.replaceChildren(...files.files.filter((one) => one.id).map((one) => el("div", {}, one.name))));
  await reply(
    el("section", {}, el("h3", {}, w("Issue summary")), line("Subject", subject), line("Details", details), line("IDs", ids.join(", ")), el("div", {}, w("Your e-mail")), own, el("div", {}, w("Attachments")), names,
      el("p", {}, w("Option valid for 1 hour")), approve, button("Request changes", () => wrong("Request changes"))),
  );
  return attached;
}

function tour(place) {
  const steps = el("div", { role: "dialog", "aria-label": "Tour" }, el("p", {}, w("Step 1/4 Welcome to support on Seller Assistant")), button("Skip", () => steps.remove()), button("Next", () => steps.remove()));
  place.append(steps);
}

export async function assistant(place) {
  await rest();
  talk = el("div", { class: "talk", "aria-live": "polite" });
  const frame = el("iframe", { title: "Composer", style: "height:140px", src: "/blank" });
  files = upload("Upload file", { disabled: true });
  place.append(el("h1", {}, "Seller Assistant"), el("div", {}, button("New chat", () => wrong("New chat")), el("span", {}, w("Recent"))), talk, frame, files);
  if (pick.tour === "shown") tour(place);
  frame.addEventListener("load", () => (composer = compose(frame)), { once: true });
}
