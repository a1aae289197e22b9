import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@ringdown/testkit';
import { OutboundHttp } from '../outbound-http.js';
import { ChatServer } from '../testing/chat-server.js';
import { newWebhookSecret, StandardWebhook } from './standard-webhook.js';

const root = join(__dirname, '../../../..');
const page = readFileSync(join(root, 'docs/webhooks.md'), 'utf8');
/** The page's example in a language; the page holds one of each. */
const example = (language: string): string => {
  const found = page.split(`\n\`\`\`${language}\n`)[1]?.split('\n```')[0];
  if (!found) throw new Error(`docs/webhooks.md has no example in ${language}`);
  return found;
};

const clock = { now: () => new Date() };
const secret = newWebhookSecret();
const event = {
  id: 'dlv_01KBA3Q8T5W6Y7Z8A9B0C1D2E3',
  type: 'call.completed',
  timestamp: '2026-01-05T03:00:00.000Z',
  dataJson: '{"title":"D\u00efsk \ud83d\udd25","v":5.0}',
};

let folder: string;
let http: OutboundHttp;
const children: ChildProcess[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringdown-receivers-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  http = new OutboundHttp({ allowPrivate: true });
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await http.close();
  rmSync(folder, { recursive: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
    socket.unref().once('connect', () => socket.destroy());
  });

/** `printed` grows with what it says. */
async function started(command: string, file: string, language: string) {
  writeFileSync(join(folder, file), example(language));
  const port = await freePort();
  const child = spawn(command, [join(folder, file)], {
    env: { ...process.env, PORT: String(port), WEBHOOK_SECRET: secret },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  const printed: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk.toString('utf8')));
  await eventually(() => isListening(port));
  return { url: `http://127.0.0.1:${port}/`, printed: () => printed.join('') };
}

const hasPython = spawnSync('python3', ['--version']).status === 0;

it.each<[string, string, string, string]>([
  ['Node.js', 'node', 'receiver.mjs', 'js'],
  ...(hasPython ? [['Python', 'python3', 'receiver.py', 'python'] satisfies [string, string, string, string]] : []),
])(
  'the receiver in %s takes an event once, and nothing that we did not sign',
  async (_name, command, file, language) => {
    const receiver = await started(command, file, language);
    const deliver = (secrets: readonly string[]) =>
      new StandardWebhook({ url: receiver.url, secrets, format: 'standard' }, http, clock).deliver(event);
    expect(await deliver([newWebhookSecret()])).toMatchObject({
      type: 'retry',
      reason: expect.stringContaining('401') as string,
    });
    // while secrets rotate, the old one stands second
    expect(await deliver([newWebhookSecret(), secret])).toMatchObject({ type: 'accepted' });
    expect(await deliver([secret])).toMatchObject({ type: 'accepted' });
    const other = { ...event, id: 'dlv_2', type: 'call.started' };
    await new StandardWebhook({ url: receiver.url, secrets: [secret], format: 'standard' }, http, clock).deliver(other);
    await eventually(() => receiver.printed().includes('call.started'));
    expect(receiver.printed()).toBe('call.completed Dïsk 🔥\ncall.started Dïsk 🔥\n');
  },
);

it('the shell computes the signature that was sent', async () => {
  const server = await ChatServer.start();
  await new StandardWebhook({ url: server.url, secrets: [secret], format: 'spike' }, http, clock).deliver(event);
  await server.stop();
  const [request] = server.received;
  writeFileSync(join(folder, 'body.json'), request?.body ?? '');
  const computed = execFileSync('sh', ['-c', example('sh')], {
    cwd: folder,
    env: {
      ...process.env,
      WEBHOOK_SECRET: secret,
      WEBHOOK_ID: String(request?.headers['webhook-id']),
      WEBHOOK_TIMESTAMP: String(request?.headers['webhook-timestamp']),
    },
  });
  expect(request?.headers['webhook-signature']).toBe(`v1,${computed.toString('utf8').trim()}`);
});
