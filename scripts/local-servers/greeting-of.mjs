import { connect } from 'node:net';

/** Connects to a loopback port, says `hello` (if any) and answers the first bytes that come back; empty where nobody answers in time. */
export function greetingOf(port, hello = '', timeoutMs = 1_000) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const answer = (text) => {
      socket.destroy();
      resolve(text);
    };
    socket.setTimeout(timeoutMs, () => answer(''));
    socket.once('connect', () => hello && socket.write(hello));
    socket.once('data', (data) => answer(data.toString('latin1')));
    socket.once('error', () => answer(''));
    socket.once('close', () => answer(''));
  });
}
