import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureServers } from '../../../../scripts/install/ensure-servers.mjs';
import { freePorts } from '../../../../scripts/local-servers/free-ports.mjs';
import { startLocalServers } from '../../../../scripts/local-servers/start-local-servers.mjs';
import { writePidFile } from '../../../../scripts/processes/pid-file.mjs';
import { prefix, removeAbandoned } from './abandoned-runs.mjs';
import { KeptPart } from './kept-part.mjs';
import { answersWell, proxyProgram, serviceProgram, startedProgram } from './programs.mjs';
import { smallDisk } from './small-disk.mjs';

const servers = { postgres: 'DATABASE_URL', nats: 'NATS_URL', redis: 'REDIS_URL' };
const services = ['control', 'ingest', 'call-routing', 'notification', 'incident'];
/** What the reverse proxy asks, by ways of their own; some of these ways lead to two instances. */
const behindProxy = ['control', 'ingest', 'call-routing', 'notification'];
const journalling = ['ingest', 'call-routing'];
const diskMegabytes = { postgres: 3_000, journals: 48 };

/**
 * A system of the chaos run's own: servers that sync as in production, every service, the reverse proxy and the simulated carrier,
 * each in a process of its own that is started again when it ends, as `npm start` does. Between any two stands a link.
 */
export class ChaosSystem {
  parts = new Map();
  disks = {};
  ends = [];

  static async start({ report }) {
    const system = new ChaosSystem();
    try {
      await system.bringUp(report);
      return system;
    } catch (error) {
      await system.stop();
      throw error;
    }
  }

  async bringUp(report) {
    this.report = report;
    const binaries = await ensureServers([...Object.keys(servers), 'nginx'], report);
    await removeAbandoned();
    this.folder = mkdtempSync(prefix);
    // as root, the servers run as somebody else
    chmodSync(this.folder, 0o711);
    writePidFile(join(this.folder, 'owner.json'), { name: 'owner', pid: process.pid, signals: [] });
    this.ends.push(() => rmSync(this.folder, { recursive: true, force: true }));
    for (const [name, megabytes] of Object.entries(diskMegabytes)) {
      const disk = smallDisk(join(this.folder, 'disks', name), megabytes);
      this.disks[name] = disk;
      this.ends.push(() => disk.unmount());
    }
    const urls = {};
    for (const kind of Object.keys(servers)) urls[kind] = await this.startServer(kind, binaries);

    const front = behindProxy.map((name) => `to-${name}`);
    const ways = services.flatMap((name) => Object.keys(servers).map((kind) => `${name}-${kind}`));
    const own = [...services, 'carrier-simulator', 'proxy', 'links', 'public'];
    this.ports = await freePorts([...own, ...front, ...ways]);
    await this.startLinks(urls);
    this.settings = this.commonSettings();
    await Promise.all([
      ...services.map((name) => this.startService(name)),
      this.keep('proxy', () => startedProgram(this.program(proxyProgram, { binary: binaries.nginx }))),
      this.startService('carrier-simulator', '/healthz'),
    ]);
  }

  async startServer(kind, binaries) {
    const folder = this.disks[kind]?.folder ?? join(this.folder, kind);
    const pidFile = join(folder, 'pids', `${kind}.json`);
    const keep = async (name, start) => {
      const part = this.newPart(name, pidFile);
      await part.run(start);
      return part;
    };
    const { env, natsUrls } = await startLocalServers({ folder, wanted: [kind], binaries, elsewhere: null, keep });
    if (kind === 'nats') this.natsUrls = natsUrls;
    return env[servers[kind]];
  }

  /** A process of its own: what blocks this one must not hold up what goes through them. */
  async startLinks(urls) {
    const { ports } = this;
    const links = [
      { name: 'public', port: ports.public, to: `127.0.0.1:${ports.proxy}` },
      ...behindProxy.map((name) => ({ name: `to-${name}`, port: ports[`to-${name}`], to: `127.0.0.1:${ports[name]}` })),
      ...services.flatMap((name) =>
        Object.entries(urls).map(([kind, url]) => {
          const link = `${name}-${kind}`;
          return { name: link, port: ports[link], to: new URL(url).host };
        }),
      ),
    ];
    this.urls = urls;
    const log = openSync(join(this.folder, 'links.log'), 'a');
    const file = join(import.meta.dirname, '../../../acceptance/world/links-process.mjs');
    const env = { PATH: process.env.PATH, LINKS: JSON.stringify(links), CONTROL_PORT: String(ports.links) };
    const child = spawn(process.execPath, [file], { env, stdio: ['ignore', log, log] });
    closeSync(log);
    this.ends.push(() => child.kill('SIGKILL'));
    const pidFile = join(this.folder, 'pids', 'links.json');
    writePidFile(pidFile, { name: 'links', pid: child.pid, signals: ['SIGTERM'] });
    while (!(await answersWell(`${this.at('links')}/readyz`))) if (child.exitCode !== null) throw new Error('no links');
  }

  commonSettings() {
    const publicUrl = this.at('public');
    return {
      PUBLIC_URL: publicUrl,
      SECRET_KEY: randomBytes(32).toString('hex'),
      RINGDOWN_ADMIN_EMAIL: 'admin@ringdown.example',
      RINGDOWN_ADMIN_PASSWORD: randomBytes(12).toString('hex'),
      RINGDOWN_API_KEY: `rd_${randomBytes(20).toString('hex')}`,
      TWILIO_API_URL: this.at('carrier-simulator'),
      PLIVO_API_URL: this.at('carrier-simulator'),
      SLACK_API_URL: this.at('carrier-simulator'),
      CARRIER_PUBLIC_URL: this.at('carrier-simulator'),
      OUTBOUND_ALLOW_PRIVATE: 'true',
      FALLBACK_DIR: join(this.folder, 'fallback'),
      LOG_LEVEL: 'info',
      HOST: '127.0.0.1',
    };
  }

  /** `as` tells instances of a service apart: each has a port and a data folder of its own. */
  async startService(name, readyPath = '/readyz', as = name) {
    const folder = journalling.includes(name) ? this.disks.journals.folder : join(this.folder, 'data');
    const dataDir = join(folder, as);
    mkdirSync(dataDir, { recursive: true });
    const env = { ...this.settings, ...this.serversOf(name), PORT: String(this.ports[as]), DATA_DIR: dataDir };
    const port = this.ports[as];
    await this.keep(as, () => startedProgram(this.program(serviceProgram, { name, as, env, port, readyPath })));
  }

  /** By the service's own ways, where it has some (the carrier needs no server); at NATS each is a user of its own. */
  serversOf(name) {
    return Object.fromEntries(
      Object.entries(servers).flatMap(([kind, variable]) => {
        const port = this.ports[`${name}-${kind}`];
        const url = new URL((kind === 'nats' && this.natsUrls[name]) || this.urls[kind]);
        return port ? [[variable, String(Object.assign(url, { port: String(port) }))]] : [];
      }),
    );
  }

  async addInstance(name) {
    const as = `${name}-2`;
    this.ports[as] = (await freePorts([as]))[as];
    await this.startService(name, '/readyz', as);
    await this.lead(name, [name, as]);
  }

  async removeInstance(name) {
    await this.lead(name, [name]);
    await this.part(`${name}-2`).stop();
    this.parts.delete(`${name}-2`);
  }

  lead(name, instances) {
    const to = instances.map((one) => `127.0.0.1:${this.ports[one]}`).join(',');
    return behindProxy.includes(name) ? this.setLink(`to-${name}`, { to }) : Promise.resolve();
  }

  async setLink(name, change) {
    const answer = await fetch(`${this.at('links')}/${name}`, { method: 'PUT', body: JSON.stringify(change) });
    if (!answer.ok) throw new Error(`the link ${name}: ${answer.status}`);
  }

  /** Every way to a part and, where it is a service, from it to its servers. */
  linksOf(part) {
    if (part === 'proxy') return ['public'];
    if (part in servers) return services.map((name) => `${name}-${part}`);
    const to = behindProxy.includes(part) ? [`to-${part}`] : [];
    return [...to, ...Object.keys(servers).map((kind) => `${part}-${kind}`)];
  }

  async keep(name, start) {
    const part = this.newPart(name, join(this.folder, 'pids', `${name}.json`));
    await part.run(start);
  }

  newPart(name, pidFile) {
    const part = new KeptPart(name, { pidFile, report: this.report });
    this.parts.set(name, part);
    return part;
  }

  part(name) {
    const part = this.parts.get(name);
    if (!part) throw new Error(`there is no ${name}`);
    return part;
  }

  program = (make, more) => make({ folder: this.folder, ports: this.ports, settings: this.settings, ...more });

  at(name) {
    return `http://127.0.0.1:${this.ports[name]}`;
  }

  async stop() {
    const all = [...this.parts.values()];
    await Promise.all(all.filter(({ name }) => !(name in servers)).map((part) => part.stop()));
    await Promise.all(all.filter(({ name }) => name in servers).map((part) => part.stop()));
    for (const end of this.ends.splice(0).reverse()) end();
  }
}
