import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Container {
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly privileged?: boolean;
  readonly network_mode?: string;
  readonly security_opt?: readonly string[];
  readonly read_only?: boolean;
  readonly user?: string;
  readonly mem_limit?: string;
  readonly pids_limit?: number;
  readonly networks?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, unknown>>;
}
interface Compose {
  readonly services: Readonly<Record<string, Container>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
}

const read = (file: string): string => readFileSync(join(__dirname, '../..', file), 'utf8');
const { services, networks } = parse(read('docker-compose.yml'), { merge: true }) as Compose;
const names = Object.keys(services);
const container = (name: string): Container => services[name] ?? {};
const environmentOf = (name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(container(name).environment ?? {}).map(([key, value]) => [key, String(value)]));
const ours = ['control', 'ingest', 'call-routing', 'notification', 'incident'];
const mebibytes = (size = ''): number => parseInt(size, 10) * (size.endsWith('g') ? 1024 : 1);

/** Who shares a network with a container. */
const reaches = (name: string): string[] =>
  names
    .filter((other) => other !== name && container(other).networks?.some((n) => container(name).networks?.includes(n)))
    .sort();

it.each(names)('%s has no capability, no way to get one, and a file system that it cannot write', (name) => {
  const { cap_drop, cap_add, privileged, security_opt, read_only } = container(name);
  expect({ cap_drop, cap_add, privileged, security_opt, read_only }).toEqual({
    cap_drop: ['ALL'],
    cap_add: undefined,
    privileged: undefined,
    security_opt: ['no-new-privileges:true'],
    read_only: true,
  });
});

it.each(names)('%s has limits of memory and processes, and Node a heap that fits', (name) => {
  const { mem_limit, pids_limit } = container(name);
  expect(mem_limit).toMatch(/^\d+[mg]$/);
  expect(pids_limit).toBeGreaterThanOrEqual(64);
  expect(pids_limit).toBeLessThanOrEqual(256);
  const [, heap] = /^--max-old-space-size=(\d+)$/.exec(environmentOf(name)['NODE_OPTIONS'] ?? '') ?? [];
  if (container(name).command?.[0] === 'node') expect(Number(heap) / mebibytes(mem_limit)).toBeLessThan(0.75);
});

it('what needs no user of its own runs as its image says or as nobody special; without capabilities root could not become it', () => {
  const users = Object.fromEntries(
    names.flatMap((name) => (container(name).user ? [[name, container(name).user]] : [])),
  );
  expect(users).toEqual({ postgres: 'postgres', redis: 'redis', proxy: 'nginx' });
  expect(read('deploy/Dockerfile')).toMatch(/^USER node$/m);
});

it('the proxy reaches what it proxies and nothing else; the carrier is its fake of the world', () => {
  const proxied = [...read('deploy/nginx.conf').matchAll(/default http:\/\/([\w-]+):\d+;/g)].map(([, host]) => host);
  expect(reaches('proxy')).toEqual([...new Set([...proxied, 'carrier'])].sort());
  expect(container('carrier').networks).toContain('out');
});

it('Postgres, NATS and Redis are reached by the services that work with them, and reach nobody else', () => {
  expect(reaches('postgres')).toEqual([...ours].sort());
  expect(reaches('nats')).toEqual([...ours].sort());
  expect(reaches('redis')).toEqual(['call-routing', 'control', 'notification']);
});

it('only who talks to providers and chats has a way out', () => {
  const hasWayOut = (name: string): boolean =>
    (container(name).networks ?? []).some((network) => networks[network]?.internal !== true);
  expect(names.filter((name) => container(name).networks === undefined || container(name).network_mode)).toEqual([]);
  expect(names.filter(hasWayOut).sort()).toEqual(['call-routing', 'carrier', 'control', 'notification', 'proxy']);
});

it('one port is published, and that of the demo on this machine alone', () => {
  const published = names.flatMap((name) => (container(name).ports ?? []).map((port) => `${name} ${port}`));
  expect(published).toEqual(['proxy ${RINGDOWN_PORT:-8080}:8080', 'carrier 127.0.0.1:${CARRIER_PORT:-3010}:3010']);
});

it('mail is published only by an addition to it, which gives ingest a port and no way out', () => {
  const added = parse(read('deploy/mail.compose.yml')) as Compose;
  expect(added.services).toEqual({
    ingest: { networks: ['mail'], ports: [expect.stringMatching(/^\$\{MAIL_PORT:\?.*\}:\$\{MAIL_PORT\}$/)] },
  });
  expect(added.networks).toEqual({
    mail: { driver_opts: { 'com.docker.network.bridge.enable_ip_masquerade': 'false' } },
  });
});

it('each service is a user of its own at NATS, with a password that must be given', () => {
  for (const name of ours) {
    const variable = `NATS_${name.toUpperCase().replace('-', '_')}_PASSWORD`;
    expect(environmentOf(name)['NATS_URL']).toBe(`nats://${name}:\${${variable}}@nats:4222`);
    expect(environmentOf('nats')[variable]).toMatch(new RegExp(`^"\\$\\{${variable}:\\?set ${variable} in \\.env`));
    expect(read('deploy/nats.conf')).toContain(`user: "${name}", password: $${variable}`);
  }
});

it('no secret has a default, and .env.example names each', () => {
  const text = read('docker-compose.yml');
  const secrets = new Set(
    [...text.matchAll(/\$\{([A-Z_]*(?:PASSWORD|SECRET)[A-Z_]*)[:}]/g)].map(([, name = '']) => name),
  );
  expect(secrets.size).toBe(9);
  for (const name of secrets) {
    expect(text).toContain(`\${${name}:?set ${name} in .env`);
    expect(text).not.toContain(`\${${name}:-`);
    expect(read('.env.example')).toMatch(new RegExp(`^${name}=$`, 'm'));
  }
  for (const name of names) expect(container(name).command?.join(' ') ?? '').not.toMatch(/\$\{?[A-Z_]*PASSWORD/);
});
