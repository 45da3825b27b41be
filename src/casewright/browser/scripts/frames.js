// The page's language, and each frame of the same origin with its address and whether it can be seen: through open
// shadow roots, each before the frames inside it, nothing of what lies inside one that nobody sees.
() => {
  const frames = [];
  const shown = (frame, inside) => {
    // A drawing or a PDF in a frame has no body: nothing in it can be read or pressed.
    if (!inside.body) return false;
    const box = frame.getBoundingClientRect();
    return frame.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1;
  };
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (element.localName !== "iframe" && element.localName !== "frame") continue;
      const inside = element.contentDocument;  // null for another origin's frame: it is asked itself
      if (!inside || (inside.URL === "about:blank" && element.src)) continue;  // what it shall show is still on its way
      const seen = shown(element, inside);
      frames.push([inside.location.href, seen]);
      if (seen) walk(inside);
    }
  };
  walk(document);
  return [document.documentElement?.lang ?? "", frames];
}
