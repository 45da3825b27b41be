// Every way out of a worker; OTHERS is the host that must not be reached.
const tries = [fetch('/worker-fetch'), fetch('http://OTHERS/worker-request', { mode: 'no-cors' })];
const attempt = (way) => { try { return way(); } catch { return null; } };
attempt(() => importScripts('http://OTHERS/worker-script'));
tries.push(new Promise((done) => {
  const socket = attempt(() => new WebSocket('ws://OTHERS/worker-socket'));
  if (socket) socket.onclose = done; else done();
}));
attempt(() => new WebSocketStream('ws://OTHERS/worker-socket-stream').opened.catch(() => 0));
Promise.allSettled(tries).then(() => postMessage('tried'));
