import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { moreThan } from './left-over.ts';
import { postEvents } from './monitors.ts';

interface Posted {
  readonly title: string;
  readonly status: string;
  readonly severity: string;
}

let server: Server;
const received: Posted[] = [];

/** A door that answers each post as `answer` says; null breaks the connection. */
async function doorThat(answer: (event: Posted) => number | null): Promise<string> {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const event = JSON.parse(body) as Posted;
      received.push(event);
      const status = answer(event);
      if (status === null) request.socket.destroy();
      else response.writeHead(status).end(status === 200 ? '{"Ok":true}' : '{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/token/push-events`;
}

beforeEach(() => received.splice(0));
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const load = { name: 'cell', rate: 8, seconds: 1, titleEverySeconds: 0.5, giveUpMs: 2000 };

it('tries again until 200 comes, and remembers each attempt', async () => {
  const refusals = new Map<string, (number | null)[]>([['cell.0/0', [502, null]]]);
  const url = await doorThat(({ severity }) => {
    const [next = 200] = refusals.get(severity.replace(/\/\d+$/, ''))?.splice(0, 1) ?? [];
    return next;
  });
  const ledger = await postEvents(url, load);
  expect(ledger).toHaveLength(8);
  const first = ledger.find(({ title, place }) => title === 'cell.0' && place === 0);
  expect(first?.attempts).toEqual([
    { number: 1, status: 502 },
    { number: 2, status: null },
    { number: 3, status: 200 },
  ]);
  expect(first?.answeredAt).toBeGreaterThanOrEqual(first?.dueAt ?? Infinity);
  expect(ledger.filter(({ attempts }) => attempts.length > 1)).toHaveLength(1);
});

it('sends the events of a title one after the other, through the life of its incident', async () => {
  const url = await doorThat(() => 200);
  await postEvents(url, load);
  const ofTitle = received.filter(({ title }) => title === 'cell.0').map(({ status, severity }) => [status, severity]);
  expect(ofTitle).toEqual([
    ['trigger', 'cell.0/0/1'],
    ['ack', 'cell.0/1/1'],
  ]);
});

it('gives up at the end, and says that 200 never came', async () => {
  const url = await doorThat(() => 503);
  const ledger = await postEvents(url, { ...load, rate: 2, giveUpMs: 300 });
  expect(ledger.map(({ answeredAt }) => answeredAt)).toEqual([null, null]);
});

it('finds what there is now and was not before', () => {
  expect(moreThan({ 'live calls': 1 }, { 'live calls': 1, 'dead letters of incident': 2 })).toEqual([
    '2 dead letters of incident',
  ]);
});
