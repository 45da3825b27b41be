// What a page of the desk does beyond links and forms. Nothing here decides: it only sends what a person chose.
"use strict";

const page = document.documentElement;
page.classList.add("scripted");

// Every request of htmx carries the token of this session's pages.
document.body.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-Desk-Token"] = document.body.dataset.token;
});

// The language changes as soon as it is chosen.
document.querySelector(".tongue select")?.addEventListener("change", (event) => event.target.form.requestSubmit());

// A paper is made larger or smaller, and turned.
document.body.addEventListener("click", (event) => {
  const tool = event.target.closest("[data-do]");
  const paper = tool?.closest("[data-paper]");
  if (!paper) return;
  const step = (name, by, most, round) => {
    const now = [...Array(most + 1).keys()].find((number) => paper.classList.contains(`${name}-${number}`)) ?? 0;
    const next = round ? (now + by) % (most + 1) : Math.min(most, Math.max(0, now + by));
    paper.classList.remove(`${name}-${now}`);
    paper.classList.add(`${name}-${next}`);
  };
  if (tool.dataset.do === "turn") step("turn", 1, 3, true);
  else step("zoom", tool.dataset.do === "larger" ? 1 : -1, 3, false);
});

// One key does what its button does: never held down, never typed into a field, never before the page could be seen.
const SEEN_AFTER = 500;
const shownAt = performance.now();
let answered = false;
document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!wanted || answered || performance.now() - shownAt < SEEN_AFTER) return;
  event.preventDefault();
  answered = true;
  wanted.click();
});

// The run tells when it changed; the page then asks for it anew. A page that was closed is simply not told.
const listening = document.querySelector("[data-listen]");
if (listening) {
  const source = new EventSource(listening.dataset.listen);
  source.addEventListener("changed", () => htmx.trigger(document.body, "run-changed"));
  source.addEventListener("ended", () => { source.close(); location.reload(); });
}

// A yes can be pressed once it is ticked, and no earlier than the server takes it. The server looks at both again.
const READ_FOR = 1200;
const timed = new WeakSet();
const readyAt = new Map();
const guardYes = () => {
  const form = document.querySelector("[data-yes]");
  if (!form || timed.has(form)) return;
  timed.add(form);
  const [tick, yes] = [form.querySelector("[name=seen]"), form.querySelector("[value=file]")];
  const key = form.dataset.yes;
  if (!readyAt.has(key)) readyAt.set(key, performance.now() + READ_FOR);
  const look = () => { yes.disabled = !tick.checked || performance.now() < readyAt.get(key); };
  tick.addEventListener("change", look);
  setTimeout(look, readyAt.get(key) - performance.now() + 20);
  form.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target === tick) event.preventDefault(); });
  look();
};
guardYes();
// A question that is on the page stays as it is, with its tick, for as long as it is the same one.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const key = document.querySelector("[data-yes]")?.dataset.yes;
  if (key && event.detail.serverResponse.includes(`data-yes="${key}"`)) event.detail.shouldSwap = false;
});
document.body.addEventListener("htmx:afterSettle", guardYes);
