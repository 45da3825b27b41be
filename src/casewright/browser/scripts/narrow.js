// Runs in front of every page of a tab in a browser that is not ours. POLICY is put in as a string.
// Routing sees what a page asks for; what it does not see is narrowed here, by the browser's own means.
(() => {
  const refuse = () => Promise.reject(new DOMException('refused', 'SecurityError'));
  const unseen = ['RTCPeerConnection', 'webkitRTCPeerConnection', 'SharedWorker', 'WebTransport', 'WebSocketStream', 'fetchLater'];
  for (const name of unseen) delete globalThis[name];
  if (globalThis.Worklet) Worklet.prototype.addModule = refuse;
  if (globalThis.ServiceWorkerContainer) ServiceWorkerContainer.prototype.register = refuse;

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
