// The element that a person clicked into, through open shadow roots; a frame where the focus is inside it.
() => {
  let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  return one && one !== document.body ? one : null;
}
