// A process of its own between the system under test and what it needs. `LINKS` is [{ name, port, to: "host:port" }], where
// `to` may be several with commas: each in its turn, and the next where one refuses. `PUT /<name>` on CONTROL_PORT takes
// `{ "up": false }`, `{ "up": true }`, `{ "to": "host:port" }` or `{ "silent": true | false }`. Loopback only.
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer } from 'node:net';

class Link {
  constructor({ port, to }) {
    Object.assign(this, { port, targets: to.split(','), turn: 0, connections: new Set(), silent: false, server: null });
  }

  up() {
    if (this.server) return Promise.resolve();
    this.server = createServer({ pauseOnConnect: true }, (near) => this.accept(near));
    return new Promise((resolve, reject) => {
      this.server.once('error', reject).listen(this.port, '127.0.0.1', resolve);
    });
  }

  accept(near) {
    const connection = { near, far: null };
    this.connections.add(connection);
    near
      .on('error', () => undefined)
      .on('close', () => {
        this.connections.delete(connection);
        connection.far?.destroy();
      });
    if (!this.silent) this.lead(connection);
  }

  /** To the target whose turn it is, or to the next one that listens. */
  lead(connection, tries = this.targets.length) {
    const [host, port] = this.targets[this.turn++ % this.targets.length].split(':');
    const far = connect(Number(port), host);
    connection.far = far;
    let refused = true;
    far
      .once('connect', () => {
        refused = false;
        if (!this.silent) join(connection);
      })
      .on('error', () => undefined)
      .on('close', () => {
        if (refused && tries > 1 && !connection.near.destroyed) this.lead(connection, tries - 1);
        else connection.near.destroy();
      });
  }

  /** As when a network drops what it should carry: connections stay, and what is sent waits in them until it is mended. */
  silence() {
    this.silent = true;
    for (const { near, far } of this.connections) {
      for (const socket of [near, far]) socket?.unpipe().pause();
    }
  }

  mend() {
    this.silent = false;
    for (const connection of this.connections) {
      if (connection.far === null) this.lead(connection);
      else if (!connection.far.connecting) join(connection);
    }
  }

  breakAll() {
    for (const { near, far } of this.connections) {
      near.destroy();
      far?.destroy();
    }
  }

  /** As when the server has stopped: connections break, and new ones are refused. */
  down() {
    const { server } = this;
    this.server = null;
    this.breakAll();
    return server ? new Promise((resolve) => server.close(resolve)) : Promise.resolve();
  }

  async set({ up, to, silent }) {
    if (to) {
      this.targets = to.split(',');
      this.breakAll();
    }
    if (silent === true) this.silence();
    if (silent === false) this.mend();
    if (up === true) await this.up();
    if (up === false) await this.down();
  }
}

const join = ({ near, far }) => near.pipe(far).pipe(near);

const links = new Map(JSON.parse(process.env.LINKS).map((link) => [link.name, new Link(link)]));
await Promise.all([...links.values()].map((link) => link.up()));

const control = createHttpServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    const link = links.get(request.url.slice(1));
    const done = link ? link.set(JSON.parse(body || '{}')) : Promise.resolve();
    done.then(
      () => response.writeHead(link || request.url === '/readyz' ? 200 : 404).end(),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
});
control.listen(Number(process.env.CONTROL_PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit());
