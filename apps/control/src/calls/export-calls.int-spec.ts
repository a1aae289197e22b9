import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { eventually } from '@ringdown/testkit';
import { aCall } from '../testing/owned.js';
import { fakeOwner } from '../testing/fake-owner.js';
import { adminKey, type ControlUnderTest, startControl } from '../testing/start-control.js';

jest.setTimeout(60_000);

let control: ControlUnderTest;
beforeAll(async () => {
  control = await startControl();
});
afterAll(() => control.stop());

/** So many pages of `calls`, each of which names the next. */
const pages = (count: number, calls = [aCall('+14156040016')]) => {
  const page = (data: unknown) => {
    const { cursor } = data as { cursor?: string };
    const n = Number(cursor ?? 1);
    return { items: calls, nextCursor: n < count ? String(n + 1) : null };
  };
  return fakeOwner(control.broker, { 'calls.list': page });
};

it('writes every page of the calls that were asked for into one file', async () => {
  const owner = await pages(3);
  const { status, headers, text } = await control.client.get('/calls/export.csv?outcome=missed&limit=1&cursor=x');
  expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'text/csv; charset=utf-8' });
  expect(headers['content-disposition']).toMatch(/^attachment; filename="calls-\d{4}-\d\d-\d\d\.csv"$/);
  const rows = text.split('\r\n');
  expect(rows).toHaveLength(5);
  expect(rows[0]).toMatch(/^"id","line",/);
  expect(rows.slice(1, 4).every((row) => row.includes(`"'+14156040016"`))).toBe(true);
  expect(owner.asked.map(({ data }) => data)).toEqual([
    { outcome: 'missed', limit: 200 },
    { outcome: 'missed', limit: 200, cursor: '2' },
    { outcome: 'missed', limit: 200, cursor: '3' },
  ]);
  owner.leave();
});

it('has the header where there are no calls, and a problem where the filter or the owner is not right', async () => {
  const owner = await pages(1, []);
  expect((await control.client.get('/calls/export.csv')).text.split('\r\n')).toHaveLength(2);
  expect((await control.client.get('/calls/export.csv?outcome=nonsense')).status).toBe(400);
  expect((await control.client.nobody().get('/calls/export.csv')).status).toBe(401);
  owner.leave();
  expect((await control.client.get('/calls/export.csv')).status).toBe(503);
});

it('asks for few pages at a time, however many export', async () => {
  const connection = await control.broker.connected();
  const open: { answer: () => void }[] = [];
  const subscription = connection.subscribe('calls.list', {
    callback: (_error, message) => {
      const { id, data } = message.json<{ id: string; data: { cursor?: string } }>();
      const response = { items: [aCall('+14156040016')], nextCursor: data.cursor ? null : '2' };
      open.push({ answer: () => message.respond(JSON.stringify({ id, response, isDisposed: true })) });
    },
  });
  await connection.flush();
  const exports = Array.from({ length: 10 }, () => control.client.get('/calls/export.csv'));
  let most = 0;
  for (let answered = 0; answered < 20; answered += 1) {
    await eventually(() => expect(open.length).toBeGreaterThan(0));
    most = Math.max(most, open.length);
    open.shift()?.answer();
  }
  expect((await Promise.all(exports)).map(({ status, text }) => [status, text.split('\r\n').length])).toEqual(
    Array.from({ length: 10 }, () => [200, 4]),
  );
  expect(most).toBeLessThanOrEqual(2);
  subscription.unsubscribe();
});

it('stops asking when the client goes away', async () => {
  const owner = await pages(
    100_000,
    Array.from({ length: 200 }, () => aCall('+14156040016')),
  );
  await control.app.listen(0, '127.0.0.1');
  const server = control.app.getHttpServer();
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve, reject) => {
    const headers = { authorization: `Bearer ${adminKey}` };
    const asking = request({ port, host: '127.0.0.1', path: '/api/v1/calls/export.csv', headers }, (response) => {
      response.once('data', () => {
        response.destroy();
        resolve();
      });
    });
    asking.once('error', reject).end();
  });
  const connections = promisify(server.getConnections.bind(server));
  await eventually(async () => expect(await connections()).toBe(0));
  const ofExport = () => owner.asked.filter(({ data }) => (data as { limit: unknown }).limit === 200).length;
  const asked = ofExport();
  // who still asked would ask for a page at least beside each of these
  for (let n = 0; n < 20; n++) expect((await control.client.get('/calls?limit=1')).status).toBe(200);
  expect(ofExport() - asked).toBeLessThanOrEqual(1);
  owner.leave();
});
