// Runs in front of every page of a tab in a browser that is not ours. POLICY is put in as a string.
// Routing sees what a page asks for; what it does not see is narrowed here, by the browser's own means.
(() => {
  const refuse = () => Promise.reject(new DOMException('refused', 'SecurityError'));
  const unseen = ['RTCPeerConnection', 'webkitRTCPeerConnection', 'SharedWorker', 'WebTransport', 'WebSocketStream', 'fetchLater',
    'documentPictureInPicture'];
  for (const name of unseen) delete globalThis[name];
  if (globalThis.Worklet) Worklet.prototype.addModule = refuse;
  if (globalThis.ServiceWorkerContainer) ServiceWorkerContainer.prototype.register = refuse;

  // A window of its own would be out of our sight: links, forms and scripts open none.
  const inTab = new Set(['', '_self', '_parent', '_top']);
  const opens = (element) => {
    const base = document.querySelector('base[target]')?.target ?? '';
    const named = String(element.target?.baseVal ?? element.target ?? '') || base;
    return !inTab.has(named.toLowerCase()) && !document.querySelector(`iframe[name="${CSS.escape(named)}"]`);
  };
  const isLink = (node) => ['a', 'area'].includes(node.localName);
  const elsewhere = (event) => event.ctrlKey || event.metaKey || event.shiftKey || event.button === 1;
  const hold = (event) => {
    const link = event.composedPath().find(isLink);
    if (link && (opens(link) || elsewhere(event))) event.preventDefault();
  };
  const { click, dispatchEvent } = { click: HTMLElement.prototype.click, dispatchEvent: EventTarget.prototype.dispatchEvent };
  const { submit, requestSubmit } = HTMLFormElement.prototype;
  globalThis.open = () => null;
  for (const name of ['click', 'auxclick']) addEventListener(name, hold, { capture: true });
  addEventListener('submit', (event) => {
    const own = event.submitter?.getAttribute('formtarget');
    if (opens(own ? { target: own } : event.target)) event.preventDefault();
  }, { capture: true });
  HTMLElement.prototype.click = function () { if (!isLink(this) || !opens(this)) click.call(this); };
  HTMLFormElement.prototype.submit = function () { if (!opens(this)) submit.call(this); };
  HTMLFormElement.prototype.requestSubmit = function (...by) { if (!opens(this)) requestSubmit.apply(this, by); };
  EventTarget.prototype.dispatchEvent = function (event) {
    if (this instanceof Node && isLink(this) && !this.isConnected) return true;
    return dispatchEvent.call(this, event);
  };

  // A policy holds for frames that are made in the page as well, from their first moment. So it is given before anything
  // else is there; the elements that bring it go again, and the page is made as if they had never been.
  const policy = Object.assign(document.createElement('meta'), { httpEquiv: 'Content-Security-Policy', content: POLICY });
  const bare = !document.documentElement;
  const root = document.documentElement ?? document.appendChild(document.createElement('html'));
  const headless = !document.head;
  const head = document.head ?? root.insertBefore(document.createElement('head'), root.firstChild);
  head.prepend(policy);
  policy.remove();
  if (headless) head.remove();
  if (bare) root.remove();
})();
