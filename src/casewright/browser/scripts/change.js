// Resolves at the next change that a person could see, in this document, every open shadow root and every frame of
// the same origin, or after `patience` milliseconds: true for a change, false for none.
(patience) => new Promise((resolve) => {
  const listening = new AbortController();
  const seen = new Set();
  let timer = 0;
  const end = (changed) => {
    clearTimeout(timer);
    observer.disconnect();
    listening.abort();
    resolve(changed);
  };
  // A burst of changes is one: what follows in the same task is waited for.
  const changed = () => { clearTimeout(timer); timer = setTimeout(end, 0, true); };
  const observer = new MutationObserver(changed);
  const listen = (target, ...events) => {
    for (const event of events) target.addEventListener(event, changed, { capture: true, signal: listening.signal });
  };
  const watch = (root) => {
    if (!root || seen.has(root)) return;
    seen.add(root);
    observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    listen(root, "input", "change", "load", "toggle", "transitionend");
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) watch(element.shadowRoot);
      if (element.localName !== "iframe" && element.localName !== "frame") continue;
      listen(element, "load");
      try {
        watch(element.contentDocument);
        if (element.contentDocument) listen(element.contentWindow, "pagehide", "DOMContentLoaded");
      } catch { /* another origin's frame: nobody may look inside, its load event is all there is */ }
    }
  };
  timer = setTimeout(end, patience, false);
  listen(window, "pagehide", "hashchange", "popstate");
  watch(document);
})
