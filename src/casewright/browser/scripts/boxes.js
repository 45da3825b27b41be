// What stands in every visible box of this document, through open shadow roots, and the names of chosen files.
() => {
  const BOXES = "input:not([type=password], [type=hidden], [type=checkbox], [type=radio], [type=file]), textarea, [contenteditable=true]";
  const texts = [], files = [];
  const see = (root) => {
    for (const one of root.querySelectorAll("*")) {
      if (one.matches(BOXES) && one.checkVisibility()) texts.push(String(one.value ?? one.innerText ?? ""));
      if (one.matches("input[type=file]")) files.push(...[...(one.files ?? [])].map((file) => file.name));
      if (one.shadowRoot) see(one.shadowRoot);
    }
  };
  see(document);
  return [texts, files];
}
