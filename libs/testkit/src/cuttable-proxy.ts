import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** A line to a server that a test can cut, or make silent, and mend. Loopback only. */
export interface CuttableProxy {
  /** The given URL, through the proxy. */
  readonly url: string;
  /** Connections break, new ones break at once. */
  cut(): void;
  /** Connections stay, but nothing comes through any more. */
  silence(): void;
  /** Requests arrive and are carried out, but no answer comes back. */
  swallow(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function cuttableProxy(target: string): Promise<CuttableProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let state: 'open' | 'cut' | 'silent' | 'swallowing' = 'open';
  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    track(near);
    if (state === 'cut') return void near.destroy();
    if (state === 'silent') return;
    const far = track(connect(Number(port || 5432), hostname));
    near
      .on('data', (bytes) => (state === 'open' || state === 'swallowing') && far.write(bytes))
      .on('close', () => far.destroy());
    far.on('data', (bytes) => state === 'open' && near.write(bytes)).on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const breakAll = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    url: url.href,
    cut: () => {
      state = 'cut';
      breakAll();
    },
    silence: () => (state = 'silent'),
    swallow: () => (state = 'swallowing'),
    mend: () => {
      state = 'open';
    },
    close: async () => {
      breakAll();
      await new Promise((resolve) => server.close(resolve));
    },
  } satisfies CuttableProxy;
}
