// What a page of the case log says, as a person reads it: through open shadow roots and slots, line by line.
// Structure is found, words are not: those are compared in Python, with the labels of the flow.
() => {
  const SILENT = new Set(["script", "style", "template", "noscript", "textarea", "select", "input"]);
  const SENDERS = '[data-testid="sender-label"], .contact-from';
  const RECEIVERS = '[data-testid="reciever"]'; // spelt so
  const CARDS = "kat-box, kat-card, .contact";
  const children = (node) => {
    if (node.shadowRoot) return node.shadowRoot.childNodes;
    if (node.localName === "slot" && node.assignedNodes().length) return node.assignedNodes();
    return node.childNodes;
  };
  const parent = (node) => node.assignedSlot ?? node.parentNode?.host ?? node.parentNode;
  const drawn = (element) => element.checkVisibility({ visibilityProperty: true }) || getComputedStyle(element).display === "contents";

  function* deep(root) {
    for (const node of children(root)) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      yield node;
      yield* deep(node);
    }
  }

  // The text of a part of the page: blocks and line breaks begin lines, white space is kept where it is drawn.
  function text(root, without = new Set()) {
    let written = "";
    const line = () => { if (written && !written.endsWith("\n")) written += "\n"; };
    const write = (node, style) => {
      if (node.nodeType === Node.TEXT_NODE) {
        if (style.visibility !== "visible") return;
        const kept = /^(pre|break-spaces)/.test(style.whiteSpace);
        const words = kept ? node.data : node.data.replace(/\s+/g, " ");
        written += !kept && /(^|\s)$/.test(written) ? words.trimStart() : words;
        return;
      }
      if (node.nodeType !== Node.ELEMENT_NODE || SILENT.has(node.localName) || without.has(node)) return;
      if (node.localName === "br") { written += "\n"; return; }
      const own = getComputedStyle(node);
      if (own.display === "none") return;
      const block = own.display !== "contents" && !own.display.startsWith("inline");
      if (block) line();
      for (const child of children(node)) write(child, own);
      if (block) line();
    };
    write(root, getComputedStyle(root));
    return written;
  }
  const lines = (root, without) => text(root, without).split("\n").map((one) => one.replace(/\s+$/, ""));
  const words = (element) => text(element).replace(/\s+/g, " ").trim();

  const all = [...deep(document)].filter(drawn);

  // Messages
  const within = (node, selector) => {
    for (let up = parent(node); up && up.nodeType === Node.ELEMENT_NODE; up = parent(up)) if (up.matches(selector)) return up;
    return null;
  };
  const holds = (outer, inner) => { for (let up = inner; up; up = parent(up)) if (up === outer) return true; return false; };
  const senders = all.filter((one) => one.matches(SENDERS));
  const bare = all.filter((one) => one.matches(".contact-content") && !senders.some((sender) => holds(parent(one), sender)));
  const around = (one) => {
    const card = within(one, CARDS);
    return card && senders.filter((other) => holds(card, other)).length <= 1 ? card : parent(one);
  };
  const cards = [
    ...senders.map((sender) => ({ sender, card: around(sender) })),
    ...bare.map((content) => ({ sender: null, card: around(content) })),
  ];
  const messages = cards.map(({ sender, card }) => {
    const content = all.find((one) => one.matches(".contact-content") && holds(card, one));
    const receivers = all.filter((one) => one.matches(RECEIVERS) && holds(card, one));
    return {
      sender: sender ? words(sender) : "",
      lines: lines(card, new Set([content, sender, ...receivers])),
      content: content ? text(content).replace(/^\n+|\n+$/g, "") : null,
    };
  });

  // The list of cases
  const ours = all.filter((one) => !within(one, "header, footer, [role=banner], [role=contentinfo]"));
  const CELL = "td, th, [role=cell], [role=gridcell], [role=columnheader], [role=rowheader]";
  const rows = ours.filter((one) => one.matches("tr, [role=row]")).map((row) => {
    const inside = [...deep(row)];
    const cells = inside.filter((one) => one.matches(CELL));
    return {
      cells: cells.map(words),
      links: inside.filter((one) => one.localName === "a").map((link) => [link.getAttribute("href") ?? "", words(link)]),
      header: cells.length > 0 && cells.every((cell) => cell.matches("th, [role=columnheader]")),
    };
  }).filter((row) => row.cells.length);

  const heading = ours.find((one) => one.matches("h1, [role=heading][aria-level='1']"));
  return {
    language: document.documentElement.lang ?? "",
    heading: heading ? words(heading) : "",
    lines: lines(document.body, new Set(cards.map(({ card }) => card))),
    messages,
    more: ours.some((one) => one.matches("kat-button:not([disabled]) kat-icon[name='chevron-right']")),
    searched: ours.filter((one) => one.matches("input[type=search], [role=searchbox]")).map((box) => box.value ?? words(box)),
    rows,
  };
}
