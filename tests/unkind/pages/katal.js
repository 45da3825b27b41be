// Katal's elements as live pages show them: open shadow roots, names that are missing, roles that are missing.

const html = (strings, ...values) => String.raw({ raw: strings }, ...values);
const escape = (text) => String(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

class Kat extends HTMLElement {
  static observedAttributes = ["disabled", "value", "label"];
  connectedCallback() {
    if (this.shadowRoot) return;
    this.attachShadow({ mode: "open" });
    this.draw();
  }
  attributeChangedCallback(name) {
    if (this.shadowRoot) this.changed(name);
  }
  changed() {}
  inner(selector) {
    return this.shadowRoot.querySelector(selector);
  }
}

class KatButton extends Kat {
  draw() {
    this.shadowRoot.innerHTML = html`<button type="button" class="button"><div class="content"><slot>${escape(this.getAttribute("label") ?? "")}</slot></div></button>`;
    this.changed();
  }
  changed() {
    this.inner("button").disabled = this.hasAttribute("disabled");
  }
}

// A box is named only by `kat-aria-label`; without it a kat-input has the name "undefined".
class KatBox extends Kat {
  draw() {
    const box = this.box();
    box.placeholder = this.getAttribute("placeholder") ?? "";
    box.value = this.getAttribute("value") ?? "";
    if (this.hasAttribute("maxlength")) box.maxLength = Number(this.getAttribute("maxlength"));
    this.shadowRoot.append(box);
    this.changed();
  }
  changed() {
    this.inner("input, textarea").disabled = this.hasAttribute("disabled");
  }
  get value() {
    return this.shadowRoot ? this.inner("input, textarea").value : (this.getAttribute("value") ?? "");
  }
  set value(text) {
    if (this.shadowRoot) this.inner("input, textarea").value = text;
    else this.setAttribute("value", text);
  }
}

class KatInput extends KatBox {
  box() {
    const box = document.createElement("input");
    box.type = this.getAttribute("type") ?? "text";
    box.setAttribute("aria-label", String(this.getAttribute("kat-aria-label") ?? undefined));
    return box;
  }
}

class KatTextarea extends KatBox {
  box() {
    const box = document.createElement("textarea");
    box.rows = 4;
    if (this.hasAttribute("kat-aria-label")) box.setAttribute("aria-label", this.getAttribute("kat-aria-label"));
    return box;
  }
}

// Its <label for> stands in its own shadow root: it names nothing outside.
class KatLabel extends Kat {
  draw() {
    this.shadowRoot.innerHTML = html`<label for="${escape(this.getAttribute("for") ?? "")}"><slot></slot></label>`;
  }
}

class KatDropdown extends Kat {
  draw() {
    const options = JSON.parse(this.getAttribute("options") ?? "[]");
    this.shadowRoot.innerHTML = html`<div class="select-header" tabindex="0"><div class="header-row-text"></div></div>
      <div class="select-options" hidden>${options.map((o) => html`<kat-option role="option" value="${escape(o)}">${escape(o)}</kat-option>`).join("")}</div>`;
    this.inner(".header-row-text").textContent = this.getAttribute("value") ?? this.getAttribute("placeholder") ?? "";
    const list = this.inner(".select-options");
    this.inner(".select-header").addEventListener("click", () => {
      if (!this.hasAttribute("disabled")) list.hidden = !list.hidden;
    });
    for (const option of this.shadowRoot.querySelectorAll("kat-option"))
      option.addEventListener("click", () => {
        list.hidden = true;
        this.chosen = option.getAttribute("value");
        this.inner(".header-row-text").textContent = this.chosen;
        this.dispatchEvent(new CustomEvent("choose", { detail: this.chosen }));
      });
  }
}

class KatRadiobutton extends Kat {
  draw() {
    this.shadowRoot.innerHTML = html`<slot></slot><span class="text" aria-hidden="true">${escape(this.getAttribute("label") ?? "")}</span>`;
    const radio = document.createElement("input");
    radio.type = "radio";
    radio.name = this.getAttribute("name") ?? "";
    radio.setAttribute("role", "radio");
    radio.setAttribute("aria-label", this.getAttribute("label") ?? "");
    radio.setAttribute("aria-labelledby", "undefined");
    this.append(radio);
    this.changed();
  }
  changed() {
    const radio = this.querySelector("input");
    if (radio) radio.disabled = this.hasAttribute("disabled");
  }
}

class KatCheckbox extends Kat {
  draw() {
    this.shadowRoot.innerHTML = html`<div class="checkbox" role="checkbox" tabindex="0" aria-checked="false" aria-label="${escape(this.getAttribute("label") ?? "")}"></div><span aria-hidden="true">${escape(this.getAttribute("label") ?? "")}</span>`;
    const box = this.inner(".checkbox");
    box.addEventListener("click", () => {
      if (this.hasAttribute("disabled")) return;
      box.setAttribute("aria-checked", String(box.getAttribute("aria-checked") !== "true"));
    });
  }
  get checked() {
    return this.inner(".checkbox").getAttribute("aria-checked") === "true";
  }
}

class KatTab extends Kat {
  draw() {
    this.shadowRoot.innerHTML = html`<div role="tab" tabindex="0">${escape(this.getAttribute("label") ?? "")}</div>`;
    this.changed();
  }
  changed() {
    this.inner("[role=tab]").setAttribute("aria-selected", String(this.hasAttribute("selected")));
  }
}

class KatExpander extends Kat {
  draw() {
    this.shadowRoot.innerHTML = html`<button type="button" class="header" aria-expanded="false">${escape(this.getAttribute("label") ?? "")}</button><div class="inside" hidden><slot></slot></div>`;
    const header = this.inner("button");
    header.addEventListener("click", (event) => {
      if (!event.isTrusted) return;
      const inside = this.inner(".inside");
      inside.hidden = !inside.hidden;
      header.setAttribute("aria-expanded", String(!inside.hidden));
    });
  }
}

class KatLink extends Kat {
  draw() {
    this.shadowRoot.innerHTML = html`<a href="${escape(this.getAttribute("href") ?? "#")}">${escape(this.getAttribute("label") ?? "")}<slot></slot></a>`;
  }
}

class KatSpinner extends Kat {
  draw() {
    this.shadowRoot.innerHTML = html`<div class="spinner" role="progressbar" aria-label="Loading"></div>`;
  }
}

for (const [name, made] of Object.entries({
  "kat-button": KatButton,
  "kat-input": KatInput,
  "kat-textarea": KatTextarea,
  "kat-label": KatLabel,
  "kat-dropdown": KatDropdown,
  "kat-radiobutton": KatRadiobutton,
  "kat-checkbox": KatCheckbox,
  "kat-tab": KatTab,
  "kat-expander": KatExpander,
  "kat-link": KatLink,
  "kat-spinner": KatSpinner,
}))
  customElements.define(name, made);
