// What the page of one case says, through open shadow roots; texts with the line breaks that a person sees.
(attachments) => {
  function* deep(root) {
    for (const one of root.querySelectorAll("*")) {
      yield one;
      if (one.shadowRoot) yield* deep(one.shadowRoot);
    }
  }
  const all = [...deep(document)];
  const text = (one) => one?.innerText.trim() ?? "";
  const named = (list) => (list.getAttribute("aria-label") ?? "").replace(/:$/, "") === attachments;
  return {
    subject: text(all.find((one) => one.localName === "h1")),
    facts: Object.fromEntries(all.filter((one) => one.localName === "dt").map((term) => [text(term), text(term.nextElementSibling)])),
    messages: all.filter((one) => one.matches(".contact-content")).map((one) => [one.innerText, text(one.parentElement?.querySelector(".contact-from"))]),
    whole: document.body.innerText,
    attachments: all.filter((one) => one.localName === "ul" && named(one)).flatMap((list) => [...list.children].map(text)),
  };
}
