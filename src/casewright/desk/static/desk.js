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
