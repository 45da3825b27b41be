// What every page is built with: elements, words as this site writes them, its pace, and the fields of its forms.
import "./katal.js";

export const site = window.SITE;
export const pick = site.choices;

const scaled = (ms) => ms * site.pace;
export const pause = (ms) => new Promise((done) => setTimeout(done, scaled(ms)));

let rested = 0;
export const rest = () => pause(Number(pick.delay ?? 0) * [1, 0.3, 0.8, 0.5][rested++ % 4]);

const curled = (text) => text.replaceAll("'", "’").replace(/"([^"]*)"/g, "“$1”").replaceAll("...", "…");
const LETTERS = {
  "as-is": (text) => text,
  capitals: (text) => text.replace(/(^|[\s(])(\p{Ll})/gu, (_, before, letter) => before + letter.toUpperCase()),
  curly: curled,
  spaces: (text) => text.replace(" ", " ").replace(/ (?=\S+$)/, "  "),
};
/** A label as this site writes it. */
export const w = (text) => LETTERS[pick.letters ?? "as-is"](text);

export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value == null) continue;
    if (name === "on") for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child != null && child !== false));
  return made;
}

/** Real input only, and nothing where it is greyed, as Amazon's own controls. */
export function press(node, act) {
  node.addEventListener("click", (event) => {
    if (!event.isTrusted || node.hasAttribute("disabled")) return;
    act(event);
  });
  return node;
}

export const button = (label, act, attributes = {}) =>
  press(pick.buttons === "attribute" ? el("kat-button", { ...attributes, label: w(label) }) : el("kat-button", attributes, w(label)), act);

/** Tell the judge of a press that nobody filing a claim has any business with. */
export const wrong = (what) => fetch("/unkind/wrong", { method: "POST", keepalive: true, body: JSON.stringify({ what }) });

export async function ask(path, body) {
  const answer = await fetch(path, body === undefined ? {} : { method: "POST", body: JSON.stringify(body) });
  return answer.json();
}

let numbered = 0;

const most = (limit) => (limit > 0 ? { maxlength: limit } : {});
export const described = () => most(Number(pick.limit));
export const titled = () => most(Number(pick.subject_limit));

/** What asks for an opinion below a page, with a box that nobody filing a claim writes into. */
export function survey(place) {
  if (pick.survey !== "shown") return;
  place.append(el("div", { class: "survey" }, el("p", {}, w("How easy or difficult was it to open this case?")), el("kat-textarea", {}), press(el("kat-button", {}, w("Submit")), () => wrong("survey: Submit"))));
}

/** A box with its words: named, the words beside it, above it, or all words first and the boxes after them. */
export function field(label, kind = "kat-input", attributes = {}) {
  const id = `kat-unique-${++numbered}`;
  const text = w(label) + (attributes.optional && pick.marks === "optional" ? w(" (optional)") : attributes.required && pick.marks === "star" ? " *" : "");
  const named = pick.labels === "named" ? { "kat-aria-label": text } : {};
  const { optional, ...rest } = attributes;
  const make = () => el(kind, { "unique-id": id, class: kind === "kat-textarea" ? "meld-text-area" : null, ...named, ...rest });
  let box = make();
  const words =
    pick.labels === "above" ? el("div", { class: "meld-label-description" }, text) : el("kat-label", { for: id }, el("span", {}, text));
  const made = {
    words,
    label,
    nodes: [],
    get value() {
      return box.value.trim() ? box.value : "";
    },
    get box() {
      return box;
    },
    remount() {
      const fresh = make();
      box.replaceWith(fresh);
      box = fresh;
    },
  };
  made.nodes = pick.labels === "above" || pick.labels === "order" ? [words, box] : [el("div", { class: "meld-text-input" }, words, box)];
  return made;
}

/** What of several fields is put on the page, one part after the other. */
export function laid(fields) {
  if (pick.labels !== "order") return fields.map((one) => one.nodes);
  return [fields.map((one) => one.words), ...fields.map((one) => [one.box])];
}

/** Put parts on the page at once, or one by one as they arrive. */
export async function arrive(place, parts, staged) {
  for (const part of parts) {
    if (staged) await pause(Number(pick.stage));
    place.append(...[part].flat());
  }
}

/** Boxes that the page draws a second time: what was typed before is gone. */
export function remounted(fields) {
  if (pick.remount === "once") pause(500).then(() => fields.forEach((one) => one.remount()));
}

/** A step of a transcript that is over: greyed, or gone. */
export function settle(step) {
  if (pick.transcript === "replaced") {
    step.remove();
    return;
  }
  const grey = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (/^kat-|^button$|^input$|^textarea$/.test(node.localName)) node.setAttribute("disabled", "");
      if (node.hasAttribute("contenteditable")) node.setAttribute("contenteditable", "false");
    }
  };
  step.setAttribute("aria-disabled", "true");
  grey(step);
}

export async function waiting(place, act) {
  const spinner = el("div", { class: "loading" }, el("kat-spinner"), "Loading");
  place.append(spinner);
  const result = await act();
  spinner.remove();
  return result;
}
