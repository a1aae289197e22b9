import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { eventually } from '@ringdown/testkit';
import { freePort } from '../../acceptance/world/service-processes.ts';

const servers: Server[] = [];
const sockets: Socket[] = [];
let links: ChildProcess;
let control: string;

/** Answers what it is sent, behind its name. */
async function echoNamed(name: string): Promise<string> {
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined).on('data', (bytes) => socket.write(`${name}:${bytes.toString()}`));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function linkTo(to: string): Promise<number> {
  const [port, controlPort] = [await freePort(), await freePort()];
  const file = join(__dirname, '../../acceptance/world/links-process.mjs');
  const LINKS = JSON.stringify([{ name: 'echo', port, to }]);
  links = spawn(process.execPath, [file], { env: { LINKS, CONTROL_PORT: String(controlPort) }, stdio: 'ignore' });
  control = `http://127.0.0.1:${controlPort}`;
  await eventually(async () => expect((await fetch(`${control}/readyz`)).status).toBe(200), { timeoutMs: 15_000 });
  return port;
}

const set = (change: unknown) => fetch(`${control}/echo`, { method: 'PUT', body: JSON.stringify(change) });

/** A connection, and all that it has heard. */
function talkTo(port: number) {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  const talk = { socket, heard: '' };
  socket.on('error', () => undefined).on('data', (bytes) => (talk.heard += bytes.toString()));
  return talk;
}

const hears = (talk: { readonly heard: string }, text: string) => eventually(() => expect(talk.heard).toBe(text));

afterEach(() => {
  links.kill('SIGKILL');
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

it('holds back all that is sent while it is silent, also by who comes then, and lets it through afterwards', async () => {
  const port = await linkTo(await echoNamed('a'));
  const before = talkTo(port);
  before.socket.write('1');
  await hears(before, 'a:1');
  await set({ silent: true });
  const meanwhile = talkTo(port);
  before.socket.write('2');
  meanwhile.socket.write('3');
  await once(meanwhile.socket, 'connect');
  // a third way, which is open, shows that there was time for an answer
  const other = talkTo(Number(new URL(control).port));
  other.socket.write('GET /readyz HTTP/1.1\r\nhost: x\r\n\r\n');
  await eventually(() => expect(other.heard).toContain('200'));
  expect([before.heard, meanwhile.heard]).toEqual(['a:1', '']);
  await set({ silent: false });
  await hears(before, 'a:1a:2');
  await hears(meanwhile, 'a:3');
});

it('leads to each target in its turn, and past one that refuses', async () => {
  const away = `127.0.0.1:${await freePort()}`;
  const port = await linkTo([await echoNamed('a'), away, await echoNamed('b')].join(','));
  const talks = [talkTo(port), talkTo(port), talkTo(port)];
  for (const { socket } of talks) socket.write('1');
  await eventually(() => expect(talks.map(({ heard }) => heard)).not.toContain(''));
  expect(new Set(talks.map(({ heard }) => heard))).toEqual(new Set(['a:1', 'b:1']));
});

it('breaks what is there and refuses what comes, where it is down', async () => {
  const port = await linkTo(await echoNamed('a'));
  const before = talkTo(port);
  before.socket.write('1');
  await hears(before, 'a:1');
  await set({ up: false });
  await eventually(() => expect(before.socket.destroyed).toBe(true));
  const [error] = (await once(talkTo(port).socket, 'error')) as [{ code: string }];
  expect(error.code).toBe('ECONNREFUSED');
});
