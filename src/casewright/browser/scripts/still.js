// Brings every movement to its end, in open shadow roots and frames of the same origin too, and tells how large the whole
// page is and whether the window shows all of it.
() => {
  const walk = (root) => {
    for (const animation of root.getAnimations?.() ?? []) {
      try { animation.finish(); } catch { /* one without an end goes on */ }
    }
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (element.contentDocument) walk(element.contentDocument);
    }
  };
  walk(document);
  const { scrollWidth, scrollHeight } = document.documentElement;
  return [Math.max(scrollWidth, innerWidth), Math.max(scrollHeight, innerHeight),
    scrollWidth <= innerWidth && scrollHeight <= innerHeight];
}
