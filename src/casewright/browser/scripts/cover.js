// Covers what a picture must not show: fields of these selectors, fields that hold one of the words, and the words
// wherever they stand in a text, also across elements, in open shadow roots and in frames of the same origin. Nothing
// moves, and no element is added: texts are painted over as a highlight. Says whether anything was covered, and
// whether there is a frame that cannot be looked into. Without words and selectors it takes all covers away.
([selectors, words]) => {
  const NAME = "casewright-covered";
  const INK = "#555";
  const SHEET = `[${NAME}], [${NAME}]::placeholder { color: transparent !important; background: ${INK} !important;
    -webkit-text-fill-color: transparent !important; -webkit-text-security: disc !important; caret-color: transparent !important;
    fill: transparent !important; stroke: transparent !important; text-shadow: none !important; transition: none !important; }
    ::highlight(${NAME}) { color: transparent; background-color: ${INK}; -webkit-text-fill-color: transparent;
    text-shadow: none; text-decoration: none; }`;
  const FIELDS = "input, textarea, select, option, button";
  const SILENT = new Set(["SCRIPT", "STYLE", "TEXTAREA", "OPTION", "TITLE"]);
  const bare = (text) => text.replace(/\s+/gu, "");
  const sought = words.map(bare);
  const taken = !selectors;
  let covered = 0;
  let unread = 0;

  const shown = (field) => bare([field.value, field.placeholder, field.selectedOptions?.[0]?.label, field.label]
    .filter((text) => typeof text === "string").join(" "));

  // The root's texts as one, without white space, and for each of its letters the node and the place in it.
  function written(root, document) {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let all = "";
    const places = [];
    while (texts.nextNode()) {
      const node = texts.currentNode;
      if (SILENT.has(node.parentNode?.nodeName)) continue;
      for (let at = 0; at < node.length; at += 1) {
        if (/\s/u.test(node.data[at])) continue;
        all += node.data[at];
        places.push([node, at]);
      }
    }
    return [all, places];
  }

  function* ranges(root, document) {
    const whole = sought.length ? bare((root.documentElement ?? root).textContent) : "";
    if (!sought.some((word) => whole.includes(word))) return;
    const [all, places] = written(root, document);
    for (const word of sought) {
      for (let at = all.indexOf(word); at >= 0; at = all.indexOf(word, at + word.length)) {
        const range = document.createRange();
        range.setStart(...places[at]);
        const [last, place] = places[at + word.length - 1];
        range.setEnd(last, place + 1);
        yield range;
      }
    }
  }

  function dress(root, view) {
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(SHEET);
    sheet[Symbol.for(NAME)] = true;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }

  function strip(root) {
    root.adoptedStyleSheets = [...root.adoptedStyleSheets].filter((sheet) => !sheet[Symbol.for(NAME)]);
    for (const field of root.querySelectorAll(`[${NAME}]`)) field.removeAttribute(NAME);
  }

  function walk(root, document, found) {
    if (taken) strip(root);
    const before = covered;
    if (!taken) {
      const fields = [...root.querySelectorAll(selectors)];
      if (sought.length) fields.push(...[...root.querySelectorAll(FIELDS)].filter((field) => sought.some((word) => shown(field).includes(word))));
      for (const field of fields) field.setAttribute(NAME, "");
      const texts = [...ranges(root, document)];
      for (const range of texts) range.startContainer.parentElement?.closest("svg text")?.setAttribute(NAME, "");
      found.push(...texts);
      covered += fields.length + texts.length;
    }
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot, document, found);
      if (element.localName !== "iframe" && element.localName !== "frame") continue;
      if (element.contentDocument) page(element.contentDocument);
      else unread += 1;
    }
    if (covered > before) dress(root, document.defaultView);
  }

  function page(document) {
    const found = [];
    const view = document.defaultView;
    if (taken) view.CSS.highlights.delete(NAME);
    walk(document, document, found);
    if (found.length) view.CSS.highlights.set(NAME, new view.Highlight(...found));
  }

  page(document);
  return [covered > 0, unread > 0];
}
