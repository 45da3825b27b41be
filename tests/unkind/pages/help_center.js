// The help center ("MELD"): a transcript of steps, from a description to the contact form.
import { arrive, ask, button, described, el, field, laid, pause, pick, press, remounted, rest, settle, site, survey, w, waiting, wrong } from "./kit.js";
import { holds, upload } from "./upload.js";

const TILES = [
  "FBA Returns Reimbursement",
  "Submit a reimbursement claim dispute",
  "Inventory damaged in FBA warehouse",
  "Inventory lost in FBA warehouse",
  "Listing is blocked or suppressed",
  "Account health",
  "Shipment to Amazon",
  "When will I be paid for my order?",
];
const REQUIRED = "Select an issue or complete the required questions";

let transcript;
const draft = { session: site.session, description: "", files: [] };

const options = (...kids) => el("div", { class: "button-options" }, ...kids);
const goOn = (act) => button("Continue", act, { id: "meld-default-continue" });

/** A new step, after the pause that this site takes; the one before it is over. */
async function next(before, title, tag = "h2") {
  if (before) settle(before);
  await waiting(transcript, rest);
  const step = el("div", { class: "step" }, title && el(tag, {}, w(title)));
  transcript.append(step);
  return step;
}

/** Let nobody go on while something that is required is missing. */
function complete(step, fields) {
  const missing = fields.some((one) => !one.value);
  if (missing && !step.querySelector(".invalid")) step.append(el("div", { class: "invalid", role: "alert" }, w(REQUIRED)));
  if (!missing) step.querySelector(".invalid")?.remove();
  return !missing;
}

async function tiles() {
  const step = await next(null, "Select common issue or describe yours");
  const dead = (name) => press(el("div", { class: "card-link-button" }, el("kat-card", { role: "button", tabindex: "0" }, w(name))), () => wrong(`tile: ${name}`));
  step.append(
    el("div", {}, el("span", {}, w("Store:")), el("kat-dropdown", { value: site.country, options: JSON.stringify([site.country]) })),
    el("div", {}, el("span", {}, w("Service:")), el("kat-dropdown", { value: "Selling on Amazon", options: JSON.stringify(["Selling on Amazon", "Advertising on Amazon"]) })),
    el("div", {}, TILES.map(dead)),
  );
  const opens = () => (pick.levels === "none" ? describe(step) : category(step, [...LEVELS[pick.levels]]));
  step.append(el("div", { class: "button-select", id: "issueNotListedButton" }, button("My issue is not listed", once(opens))));
}

const once = (act) => {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    act();
  };
};

const LEVELS = {
  none: [],
  own: [["Fulfillment by Amazon", "Your Account", "Buy Shipping"], ["LOSS", "Orders", "Refund"]],
  foreign: [["Buy Shipping", "Shipments and storage", "Taxes"], ["Get help with stock", "Get help with labels"]],
};
const FITTING = new Set(["Fulfillment by Amazon", "LOSS", "Shipments and storage", "Get help with stock"]);
const LOSS = { damaged_in_warehouse: "Inventory damaged in FBA warehouse", customer_return: "FBA Returns Reimbursement" };

async function category(before, levels) {
  if (!levels.length) return describe(before);
  const step = await next(before, "Select a category");
  const [names, ...others] = levels;
  const shown = names.map((name) => (name === "LOSS" ? (LOSS[site.claim_type] ?? "Inventory lost in FBA warehouse") : name));
  step.append(options(shown.map((name, at) => button(name, once(() => {
    if (!FITTING.has(names[at])) wrong(`category: ${name}`);
    category(step, others);
  })))));
}

async function describe(before) {
  const step = await next(before);
  const need = field("What do you need help with?", pick.boxes === "no-areas" ? "kat-input" : "kat-textarea", { required: true, ...described() });
  const steps = field("What steps have you taken already?", pick.boxes === "two-areas" ? "kat-textarea" : "kat-input", { required: true });
  const numbers = field("Reference numbers", "kat-input", { optional: true });
  const fields = [need, steps, numbers];
  const files = pick.attach === "contact-form" ? null : upload("Upload file");
  const on = goOn(async () => {
    if (!complete(step, [need, steps])) return;
    draft.original = need.value;
    draft.steps = steps.value;
    draft.references = numbers.value;
    if (files) draft.files.push(...(await files.finished()));
    suggest(step);
  });
  if (files) holds(on, [files]);
  await arrive(step, [...laid(fields), ...(files ? [[el("div", {}, w("Add attachments")), files]] : []), [on]], pick.staged === "everywhere");
  remounted(fields);
  if (pick.notice === "shown") on.before(...NOTICE.map((text) => el("p", {}, text)));
}

const NOTICE = [
  "What is personal or sensitive data?",
  "Examples of personal or sensitive data includes names, addresses, telephone numbers or email addresses. Personal or sensitive data is not necessary to complete this field. By continuing, you agree you have not included this data.",
];

function shown(text) {
  if (pick.editor === "flat") return [document.createTextNode(text)];
  return text.split("\n").map((line) => (line ? el("p", {}, line) : el("p", {}, el("br"))));
}

const marked = (text) => text.split(/(\[[^\]]+\])/).map((part) => (part.startsWith("[") ? el("span", { class: "placeholder-content" }, part) : part));

async function suggest(before) {
  if (pick.suggestion === "none") {
    draft.description = draft.original;
    return confirm(before);
  }
  const step = await next(before, "Suggested description");
  const { text } = await ask("/meld/mons-api/Rewrite", { text: draft.original });
  draft.description = text;
  const editor = el("div", { class: `tiptap ProseMirror ${pick.editor}`, contenteditable: "true", translate: "no" });
  editor.append(...(pick.editor === "flat" ? [el("span", {}, marked(text))] : text.split("\n").map((line) => el("p", {}, marked(line)))));
  const original = async () => {
    await pause(Number(pick.takeover));
    if (step.isConnected && !step.hasAttribute("aria-disabled")) {
      editor.replaceChildren(...shown(draft.original));
      draft.description = draft.original;
    }
  };
  const choice =
    pick.choice === "radio"
      ? press(el("kat-radiobutton", { name: "version", label: w("Use original text") }), once(original))
      : button("Use original text", once(original));
  step.append(editor, options(choice), goOn(once(() => {
    if (draft.description === text) draft.rewritten = true;
    confirm(step);
  })));
}

async function confirm(before) {
  if (pick.confirm === "none") return troubleshoot(before);
  const step = await next(before, "Confirm your issue", "h3");
  const own = LOSS[site.claim_type] ?? "Inventory lost in FBA warehouse";
  const fits = pick.confirm === "recommended" ? [own, "Something else"] : ["Reimbursements and adjustments", "Inventory questions"];
  const words = pick.confirm === "recommended" ? "Based on what you typed, which one best matches your issue?" : "Please select a category so we can connect you to the right Associate.";
  let taken = null;
  const radio = (name, at) => el("div", {}, press(el("kat-radiobutton", { name: "issue", label: w(name) }), () => (taken = name)), at || pick.confirm !== "recommended" ? null : el("span", { class: "tag" }, w("Recommended")));
  step.append(el("p", {}, w(words)), ...fits.map(radio), goOn(() => {
    if (!taken) return complete(step, [{ value: "" }]);
    troubleshoot(step);
  }));
}

async function troubleshoot(before) {
  if (pick.troubleshooter === "number") return troubled(before);
  return resolved(before);
}

async function troubled(before) {
  const step = await next(before, "Troubleshoot issue");
  const asin = field("ASIN", "kat-input", { placeholder: w("Enter ASIN") });
  step.append(...asin.nodes, goOn(() => {
    if (!complete(step, [asin])) return;
    draft.identifier = asin.value;
    resolved(step);
  }));
}

async function resolved(before) {
  const step = await next(before, pick.troubleshooter === "number" ? "Here is what we found" : "Troubleshoot issue");
  if (pick.troubleshooter === "chips")
    step.append(
      el("p", {}, w("Having issues with your order?")),
      options(button("Request Reimbursement for an Order", () => wrong("chip: Request Reimbursement for an Order"))),
    );
  step.append(
    el("p", {}, w("Did this resolve your issue?")),
    options(
      button("My issue is resolved", () => wrong("My issue is resolved")),
      button("Contact an associate", once(() => associates(step))),
    ),
    el("p", {}, w("All provided information will be included as part of your case.")),
  );
}

const CATEGORIES = ["FBA related", "A-to-z Claims", "Other account issues", "Products, Listings, or Inventory"];

async function associates(before) {
  if (pick.wait === "long") await waiting(transcript, () => pause(8000));
  if (pick.associates === "straight") return contact(before);
  const step = await next(before, "Contact associates");
  step.append(el("p", {}, w("We've reviewed your information. To direct you to the correct associate, provide the following:")));
  if (pick.associates === "number") return asked(step);
  if (pick.staged !== "none") await pause(Number(pick.stage));
  const choices = options(CATEGORIES.map((name) => button(name, once(() => {
    draft.category = name;
    if (name === "A-to-z Claims") wrong("category: A-to-z Claims");
    choices.querySelectorAll("kat-button").forEach((one) => one.setAttribute("disabled", ""));
    if (name === "Other account issues") contact(step);
    else asked(step);
  }))));
  step.append(choices);
}

const NUMBER = "Identifier (ASIN, FNSKU, Order ID, Product ID, Shipment ID, or Merchant ID)";

async function asked(step) {
  const staged = pick.staged !== "none";
  if (staged) await pause(Number(pick.stage));
  const label = pick.number === "reference" ? "Enter reference ID (TRID)" : pick.associates === "number" ? "Enter ASIN" : NUMBER;
  const number = field(label, "kat-input", { required: true });
  const more = pick.associates === "categories" ? field("Additional information", "kat-textarea", { required: true }) : null;
  const on = goOn(() => {
    if (!complete(step, more ? [number, more] : [number])) return;
    draft.identifier = number.value;
    draft.additional = more?.value ?? "";
    contact(step);
  });
  const late = pick.late === "after";
  await arrive(step, [number.nodes, late ? [on] : []], false);
  if (more) {
    if (late) await pause(Number(pick.stage));
    if (late) on.before(...more.nodes);
    else step.append(...more.nodes, on);
  } else if (!late) step.append(on);
  remounted(more ? [number, more] : [number]);
}

class HillForm extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    this.attachShadow({ mode: "open" }).append(el("iframe", { class: "spl-element-frame", src: this.getAttribute("src") }));
  }
}
customElements.define("spl-hill-form", HillForm);

async function contact(before) {
  if (pick.review !== "shown") return choose(before);
  const step = await next(before, "Review your information");
  step.append(options(button("Review and submit", once(() => choose(step)))));
}

async function choose(before) {
  const step = await next(before);
  await ask("/meld/mons-api/Draft", draft);
  const src = `/hill/website/form/401?disablerav1=true&bypassllmsupport=false&clientid=meld&theme=noPadding&session=${draft.session}`;
  step.append(pick.hill === "light" ? el("iframe", { class: "spl-element-frame", src }) : el("spl-hill-form", { src }));
  window.addEventListener("message", (event) => {
    if (event.origin === location.origin && event.data.created) created(step, event.data.created);
  });
}

/** The success that the help center shows itself. */
function created(step, caseId) {
  settle(step);
  transcript.append(
    el("div", { class: "meld-case-created-outer-container" },
      el("h2", {}, w("Case created")),
      el("p", {}, "Your support request has been sent. We answer most emails in less than 12 hours."),
      el("p", {}, "You can track your issue at case ID: ", el("a", { href: `/cu/case-dashboard/view-case?caseID=${caseId}`, target: "_top" }, caseId)),
      el("a", { href: "/cu/case-lobby", target: "_top" }, w("Go to Case Log")),
    ),
  );
}

export async function helpCenter(place) {
  await rest();
  transcript = el("div", { class: "meld-transcript" });
  const rail = el("aside-tools", {}, el("h3", {}, w("Support tools")), ["Forums", "Articles", "Seller University"].map((name) => el("a", { href: "/home", target: "_top" }, name)));
  place.append(
    el("div", { class: "meld" },
      el("h1", {}, w("Get help and resources")),
      el("p", {}, w("What would you like help with today? You can quickly take care of most things here or contact us when needed.")),
      press(el("kat-button", {}, w("Manage support cases")), () => (window.top.location.href = "/cu/case-lobby")),
      el("kat-button", { disabled: true }, w("Create new issue")),
      transcript,
      rail,
    ),
  );
  survey(place);
  await tiles();
}
