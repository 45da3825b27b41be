// The page as one text that shows what a person sees: open shadow roots as declarative ones, frames of the same origin
// inside their <iframe>, what was typed as values. Nothing that acts, asks the network or is secret is written down.
() => {
  const VOID = new Set("area base br col embed hr img input link meta source track wbr".split(" "));
  const DROPPED = new Set("script noscript template base object embed".split(" "));
  const NETWORK = new Set("src srcset href action formaction poster background ping data srcdoc integrity nonce".split(" "));
  const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const quote = (text) => escape(text).replace(/"/g, "&quot;");
  const safe = (css) => css.replace(/@import[^;]+;/g, "").replace(/url\((?!\s*["']?data:)[^)]*\)/gi, "none").replace(/<\//g, "<\\/");

  const rules = (sheet) => {
    try { return [...sheet.cssRules].map((rule) => rule.cssText).join("\n"); } catch { return ""; }
  };
  const styles = (root) => {
    const text = [...root.styleSheets, ...root.adoptedStyleSheets].map(rules).filter(Boolean).join("\n");
    return text ? `<style>${safe(text)}</style>` : "";
  };

  const secret = (element) => element.type === "password" || element.type === "hidden"
    || /one-time-code|password/.test(element.autocomplete ?? "");
  const value = (element) => (secret(element) ? "•".repeat(element.type === "hidden" ? 0 : element.value.length) : element.value);

  function attributes(element) {
    const kept = new Map();
    for (const { name, value } of element.attributes) {
      const pictureInside = name === "src" && value.startsWith("data:image/");
      if (name.startsWith("on") || (NETWORK.has(name) && !pictureInside)) continue;
      kept.set(name, value);
    }
    if (element.localName === "input") {
      for (const state of ["checked"]) kept.delete(state);
      if (["checkbox", "radio"].includes(element.type)) element.checked && kept.set("checked", "");
      else if (element.type !== "file") kept.set("value", value(element));
    }
    if (element.localName === "option") { kept.delete("selected"); element.selected && kept.set("selected", ""); }
    if (element.localName === "a" && element.hasAttribute("href")) kept.set("href", "#");
    return [...kept].map(([name, text]) => ` ${name}="${quote(text)}"`).join("");
  }

  function inner(element) {
    if (element.localName === "textarea") return escape(`\n${element.value}`);
    if (element.localName === "style") return "";
    return [...element.childNodes].map(node).join("");
  }

  function node(one) {
    if (one.nodeType === Node.TEXT_NODE) return escape(one.data);
    if (one.nodeType !== Node.ELEMENT_NODE) return "";
    const name = one.localName;
    if (DROPPED.has(name) || name === "link" || (name === "meta" && !one.hasAttribute("charset"))) return "";
    if (name === "iframe" || name === "frame") return frame(one);
    const shadow = one.shadowRoot
      ? `<template shadowrootmode="open">${styles(one.shadowRoot)}${[...one.shadowRoot.childNodes].map(node).join("")}</template>` : "";
    const head = name === "head" ? CLOSED + styles(one.ownerDocument) : "";
    const opened = `<${name}${attributes(one)}>${head}${shadow}`;
    return VOID.has(name) ? opened : `${opened}${inner(one)}</${name}>`;
  }

  // A page that is kept must stay silent when it is opened: nothing is fetched, nothing runs.
  const CLOSED = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`;

  function frame(element) {
    let inside = "<p>A frame of another origin</p>";
    try { if (element.contentDocument) inside = page(element.contentDocument); } catch { /* not ours to read */ }
    return `<iframe sandbox${attributes(element)} srcdoc="${quote(inside)}"></iframe>`;
  }

  const page = (root) => `<!doctype html>\n${root.documentElement ? node(root.documentElement) : ""}`;
  return page(document);
}
