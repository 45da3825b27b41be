// Katal's upload as its users describe it: a decoy, a list inside the shadow root, and files that take their time.
import { el, pause, pick, w } from "./kit.js";

const UNSUCCESSFUL = "File upload was unsuccessful";

class KatFileUpload extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    this.files = [];
    const root = this.attachShadow({ mode: "open" });
    const many = this.hasAttribute("multiple");
    const decoy = el("input", { type: "file", id: "kat-file-attachment", multiple: many, style: "display:none", tabindex: "-1" });
    decoy.addEventListener("change", () => {
      if (pick.input === "works") this.take(decoy.files);
      decoy.value = "";
    });
    const failed = el("div", { class: "error", style: pick.error === "unseen" ? "position:absolute;clip-path:inset(50%);height:1px;overflow:hidden" : "display:none" }, UNSUCCESSFUL);
    const choose = el("button", { id: "select-file", type: "button" }, w(this.getAttribute("label")));
    choose.addEventListener("click", (event) => {
      if (event.isTrusted && !this.hasAttribute("disabled")) this.choose(many);
    });
    this.list = el("ul", { class: "file-list" });
    root.append(el("p", {}, w("Drag file here to upload")), choose, decoy, failed);
    if (pick.list === "light") this.after(this.list);
    else root.append(this.list);
  }
  choose(many) {
    const chooser = el("input", { type: "file", multiple: many });
    chooser.addEventListener("change", () => this.take(chooser.files));
    this.chooser = chooser;
    chooser.click();
  }
  take(chosen) {
    for (const file of chosen) {
      const entry = { name: file.name, id: null, row: el("li", {}, el("span", { class: "file-name" }, file.name)) };
      this.files.push(entry);
      if (pick.upload !== "listed-after") this.list.append(entry.row);
      this.send(entry, file);
    }
    this.dispatchEvent(new CustomEvent("taken"));
  }
  /** Send what was chosen, where the page has a button of its own for that. */
  release() {
    for (const entry of this.files)
      if (!entry.released) {
        entry.released = true;
        this.send(entry, entry.file);
      }
  }
  async send(entry, file) {
    entry.file = file;
    if (pick.upload === "with-form" || (this.hasAttribute("waits") && !entry.released)) return;
    const progress = pick.upload === "progress" ? el("span", {}, el("kat-spinner"), w("Uploading...")) : null;
    if (progress) entry.row.append(progress);
    if (pick.upload === "quiet") await pause(800);
    entry.id = await stored(entry, Number(pick.upload_time));
    progress?.remove();
    if (pick.upload === "listed-after") this.list.append(entry.row);
    entry.row.append(el("button", { type: "button", "aria-label": `Remove ${entry.name}`, on: { click: () => this.drop(entry) } }, "×"));
    this.dispatchEvent(new CustomEvent("taken"));
  }
  drop(entry) {
    this.files = this.files.filter((other) => other !== entry);
    entry.row.remove();
  }
  get busy() {
    return pick.upload !== "with-form" && this.files.some((entry) => !entry.id);
  }
  /** What goes along: a file that is still on its way is left behind. */
  async finished() {
    if (pick.upload === "with-form")
      for (const entry of this.files) if (entry.released || !this.hasAttribute("waits")) entry.id = await stored(entry, 0);
    return this.files.filter((entry) => entry.id).map((entry) => entry.id);
  }
}

async function stored(entry, ms) {
  const path = `/upload?name=${encodeURIComponent(entry.name)}&ms=${ms}`;
  const answer = await fetch(path, { method: "POST", body: await entry.file.arrayBuffer() });
  return (await answer.json()).id;
}

customElements.define("kat-file-upload", KatFileUpload);

export const upload = (label, attributes = {}) => el("kat-file-upload", { label, multiple: true, ...attributes });

/** Grey what goes on while files are on their way, where this site is so kind. */
export function holds(button, uploads) {
  if (pick.upload !== "button-waits") return;
  const look = () => button.toggleAttribute("disabled", uploads.some((one) => one.busy));
  for (const one of uploads) one.addEventListener("taken", look);
}
