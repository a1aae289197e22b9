import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * What a line to a server may do:
 * - `works`: carries everything;
 * - `refuses`: nobody listens;
 * - `resets`: connections are reset as soon as they are made, and those there are at once;
 * - `hangs`: accepts, and nothing comes through in either direction (a frozen host, a firewall that drops);
 * - `closes`: accepts and closes;
 * - `slow`: each answer comes two seconds late;
 * - `swallows`: requests arrive and are carried out, but no answer comes back (a partition in one direction).
 */
export type LineFace = 'works' | 'refuses' | 'resets' | 'hangs' | 'closes' | 'slow' | 'swallows';

const slowMs = 2000;

/** A line to a real server that a test gives a face. Loopback only. Connections that hung stay dead when it works again. */
export class FaultyLine {
  private readonly sockets = new Set<Socket>();
  private server: Server | null = null;
  private face: LineFace = 'works';
  private port = 0;
  private caughtOnes = 0;

  private constructor(private readonly target: URL) {}

  static async to(target: string, face: LineFace = 'works'): Promise<FaultyLine> {
    const line = new FaultyLine(new URL(target));
    await line.listen();
    await line.become(face);
    return line;
  }

  /** The given URL, through the line. */
  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String(this.port);
    return url.href.replace(/\/$/, '');
  }

  /** How many connections a fault made silent for good. */
  get caught(): number {
    return this.caughtOnes;
  }

  async become(face: LineFace): Promise<void> {
    const before = this.face;
    this.face = face;
    // what was caught by a fault does not come back to life, as after a partition or a failover
    if (face === 'refuses' || face === 'closes') this.dropAll((socket) => socket.destroy());
    if (face === 'resets') this.dropAll((socket) => socket.resetAndDestroy());
    if (face === 'refuses') await this.stop();
    else if (before === 'refuses') await this.listen();
  }

  async close(): Promise<void> {
    this.dropAll((socket) => socket.destroy());
    await this.stop();
  }

  private async listen(): Promise<void> {
    this.server = createServer((near) => this.accept(near)).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  private async stop(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  private accept(near: Socket): void {
    this.track(near);
    if (this.face === 'closes') return void near.end();
    if (this.face === 'resets') return void near.resetAndDestroy();
    if (this.face === 'hangs') return;
    const far = this.track(connect(Number(this.target.port), this.target.hostname));
    let isDead = false;
    let late = 0;
    const passes = (answer: boolean): boolean => {
      if (!isDead && (this.face === 'hangs' || (answer && this.face === 'swallows'))) {
        isDead = true;
        this.caughtOnes += 1;
      }
      return !isDead;
    };
    near.on('data', (bytes) => passes(false) && far.write(bytes)).on('close', () => far.destroy());
    far
      .on('data', (bytes) => {
        if (!passes(true)) return;
        if (this.face !== 'slow' && late === 0) return void near.write(bytes);
        late += 1;
        setTimeout(() => {
          late -= 1;
          if (near.writable) near.write(bytes);
        }, slowMs);
      })
      .on('close', () => near.destroy());
  }

  private track(socket: Socket): Socket {
    this.sockets.add(socket);
    return socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
  }

  private dropAll(drop: (socket: Socket) => void): void {
    for (const socket of this.sockets) drop(socket);
  }
}
