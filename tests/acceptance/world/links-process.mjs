// A process of its own between the system under test and what it needs. `LINKS` is [{ name, port, to: "host:port" }];
// `PUT /<name>` on CONTROL_PORT takes `{ "up": false }`, `{ "up": true }` or `{ "to": "host:port" }`. Loopback only.
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer } from 'node:net';

class Link {
  constructor({ port, to }) {
    Object.assign(this, { port, to, sockets: new Set(), server: null });
  }

  up() {
    if (this.server) return Promise.resolve();
    this.server = createServer((near) => {
      const [host, port] = this.to.split(':');
      const far = connect(Number(port), host);
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ]) {
        this.sockets.add(socket);
        socket
          .on('error', () => undefined)
          .on('close', () => {
            this.sockets.delete(socket);
            other.destroy();
          });
      }
      near.pipe(far).pipe(near);
    });
    return new Promise((resolve, reject) => {
      this.server.once('error', reject).listen(this.port, '127.0.0.1', resolve);
    });
  }

  /** As when the server has stopped: connections break, and new ones are refused. */
  down() {
    const { server } = this;
    this.server = null;
    for (const socket of this.sockets) socket.destroy();
    return server ? new Promise((resolve) => server.close(resolve)) : Promise.resolve();
  }

  async set({ up, to }) {
    if (to) {
      this.to = to;
      for (const socket of this.sockets) socket.destroy();
    }
    if (up === true) await this.up();
    if (up === false) await this.down();
  }
}

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
