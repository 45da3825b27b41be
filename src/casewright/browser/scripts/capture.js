// Watches a person's presses, in every frame, and pages that are left for another address with nothing pressed on them. At
// each it writes down what is on the page, before the site goes on: all documents of this origin, open shadow roots as declarative ones, without scripts, styles and what was typed.
(() => {
  if (window.casewrightSee) return;
  const VOID = new Set("area base br col embed hr img input link meta source track wbr".split(" "));
  const DROPPED = new Set("script noscript template base object embed style link meta title".split(" "));
  const NETWORK = new Set("src srcset action formaction poster background ping data srcdoc integrity nonce".split(" "));
  const OURS = new Set(["data-go", "data-top", "data-late"]);
  const PRESSABLE = "a[href], button, [role=button], [role=link], [role=tab], summary, input[type=submit], input[type=button]";
  const words = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const quote = (text) => escape(text).replace(/"/g, "&quot;");
  let pressed = null;

  function* deep(selector, root) {
    for (const element of root.querySelectorAll("*")) {
      if (element.matches(selector)) yield element;
      if (element.shadowRoot) yield* deep(selector, element.shadowRoot);
    }
  }
  function nameOf(element) {
    const label = element.getAttribute("label") ?? element.getAttribute("aria-label");
    if (label !== null) return words(label);
    const labels = [...(element.labels ?? [])].map((one) => one.textContent).join(" ");
    return words(labels || element.textContent || element.getAttribute("placeholder"));
  }
  // What a box is called by itself, else by the component that it is a part of and by the label beside that. What stands
  // in it is what was typed, and no name.
  function boxName(box) {
    const labels = [...(box.labels ?? [])].map((one) => one.textContent).join(" ");
    const host = box.getRootNode().host, id = host?.getAttribute("unique-id");
    const beside = id ? box.ownerDocument.querySelector(`kat-label[for="${CSS.escape(id)}"]`) : host?.parentElement?.querySelector(".meld-label-description");
    const called = [box.getAttribute("label"), box.getAttribute("aria-label"), labels, host?.getAttribute("label"), beside?.textContent, box.getAttribute("placeholder")];
    return words(called.find((one) => one && one !== "undefined"));
  }
  const BOXES = "input:not([type=checkbox], [type=radio], [type=file], [type=password], [type=hidden]), textarea, select, [contenteditable=true]";
  function typed(root) {
    const found = {}, unnamed = [];
    for (const box of deep(BOXES, root)) {
      const value = box.value ?? box.innerText;
      if (!box.checkVisibility() || !value || box.type === "search" || box.disabled) continue;
      if (boxName(box)) found[boxName(box)] = value; else unnamed.push(value);
    }
    for (const box of deep("input:checked, button[aria-pressed=true], [role=checkbox][aria-checked=true]", root)) if (box.checkVisibility() && !box.disabled) found[nameOf(box)] = "true";
    return { typed: found, unnamed };
  }
  const shown = (element) => element.localName === "slot" || getComputedStyle(element).display === "contents"
    || element.checkVisibility({ visibilityProperty: true });

  function documentOf(root, position) {
    const names = [...deep("input[type=file]", root), ...(root.defaultView?.casewrightInputs ?? [])].flatMap((input) => [...(input.files ?? [])].map((file) => file.name));
    const frames = [], inner = [];
    let upload = null, go = null;

    function attributes(one) {
      const kept = new Map();
      for (const { name, value } of one.attributes) {
        if (name.startsWith("on") || NETWORK.has(name) || OURS.has(name) || name === "style" || name.startsWith("data-casewright")) continue;
        if (name === "href") { const url = new URL(value, root.baseURI); kept.set(name, url.origin === location.origin ? url.pathname + url.search : "#"); }
        else if (name === "value" && one.localName === "input" && one.value !== one.defaultValue) kept.set(name, one.defaultValue);
        else kept.set(name, value);
      }
      if (!["html", "head", "body", "option", "optgroup"].includes(one.localName) && !shown(one)) kept.set("hidden", "");
      if (one.casewrightUpload) { upload = nameOf(one); if (!kept.has("data-upload")) kept.set("data-upload", "#casewright-files"); }
      if (one.casewrightGo) kept.set("data-casewright-go", nameOf(one));
      if (pressed && one === pressed) go = nameOf(one);
      return [...kept].map(([name, text]) => ` ${name}="${quote(text)}"`).join("");
    }
    function inside(one) {
      if (one.localName === "textarea") return escape(one.defaultValue);
      return [...one.childNodes].map(node).join("");
    }
    function node(one) {
      if (one.nodeType === Node.TEXT_NODE) return escape(one.data);
      if (one.nodeType !== Node.ELEMENT_NODE || DROPPED.has(one.localName)) return "";
      const name = one.localName;
      if (name === "li" && names.some((file) => words(one.textContent).startsWith(file))) return "";
      if (name === "input" && one.type === "file") return ""; // our own script brings one
      if (name === "head") return "<head></head>";
      if (name === "iframe") return frame(one);
      const shadow = one.shadowRoot ? `<template shadowrootmode="open">${[...one.shadowRoot.childNodes].map(node).join("")}</template>` : "";
      const opened = `<${name}${attributes(one)}>${shadow}`;
      return VOID.has(name) ? opened : `${opened}${inside(one)}</${name}>`;
    }
    function frame(one) {
      let told = null;
      try { told = one.contentDocument?.body && shown(one) ? one.contentWindow.location : null; } catch { told = null; }
      if (!told || told.origin !== location.origin) return "";
      inner.push([one.contentDocument, `${position}.${frames.length}`]);
      frames.push(told.pathname + told.search);
      return `<iframe${attributes(one)} src="${quote(told.pathname + told.search)}"></iframe>`;
    }
    const html = node(root.documentElement);
    const mine = { position, url: root.location.href, language: root.documentElement.lang, html, frames, ...typed(root), files: names, upload, go };
    return [mine, ...inner.flatMap(([document, place]) => document.defaultView.casewrightSee?.(place) ?? [])];
  }

  // All documents from this one inwards; the top one gives the whole page.
  window.casewrightSee = (position) => documentOf(document, position);
  const topmost = () => { let top = window; try { while (top.parent !== top && top.parent.casewrightSee) top = top.parent; } catch { /* another origin */ } return top; };
  window.casewrightAll = () => topmost().casewrightSee("0");

  window.addEventListener("click", (event) => {
    if (!event.isTrusted) return;
    const path = event.composedPath().filter((one) => one instanceof Element);
    const native = path.find((one) => one.matches(PRESSABLE));
    if (!native) return;
    pressed = path.slice(path.indexOf(native)).find((one) => one.localName.startsWith("kat-") && one.shadowRoot?.contains(native)) ?? native;
    pressed.casewrightGo = true;
    const href = native.localName === "a" && !pressed.hasAttribute("data-go") ? new URL(native.href, document.baseURI).pathname : null;
    topmost().casewrightHeard = true;
    try { window.casewrightPressed({ documents: window.casewrightAll(), href }); } finally { window.casewrightLast = pressed; pressed = null; }
  }, { capture: true });
  window.addEventListener("pagehide", () => {
    if (topmost() !== window || window.casewrightHeard || !location.protocol.startsWith("http")) return;
    window.casewrightPressed({ documents: window.casewrightAll(), href: null });
  });
  const click = HTMLInputElement.prototype.click;
  HTMLInputElement.prototype.click = function () {
    if (this.type === "file" && window.casewrightLast) window.casewrightLast.casewrightUpload = true;
    if (this.type === "file") (window.casewrightInputs ??= []).push(this); // it need not stand on the page
    return click.call(this);
  };
})();
