import { DomainError } from '@ringdown/kernel';
import { type FakeOwner, fakeOwner } from '../testing/fake-owner.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';

jest.setTimeout(40_000);

let control: ControlUnderTest;
let owner: FakeOwner | null = null;
beforeAll(async () => {
  control = await startControl();
});
afterEach(() => owner?.leave());
afterAll(() => control.stop());

const letter = (id: string, text = '{"id":2868860079149422351}') => ({
  id,
  consumer: 'incident-apply-alerts',
  event: 'ingest.alert-accepted.v1',
  reason: 'This is no ingest.alert-accepted.v1: id: enter a text; it is missing.',
  attempts: 1,
  at: '2026-01-05T09:00:00.000Z',
  text,
});
const page = (...items: ReturnType<typeof letter>[]) => ({ items, end: true, consumers: [], outboxLagSeconds: 0 });
const gone = (): never => {
  throw new DomainError('not-found', 'There is no dead letter dead_2.');
};
/** Four services, of which incident has `dead_2` and notification `dead_1`; `change` says what is different. */
const services = async (change: Readonly<Record<string, unknown>> = {}): Promise<void> => {
  const none = Object.fromEntries(
    ['ingest', 'call-routing', 'incident', 'notification'].flatMap((service) => [
      [`dead-letters.${service}.list`, page()],
      [`dead-letters.${service}.replay`, gone],
      [`dead-letters.${service}.delete`, gone],
    ]),
  );
  owner = await fakeOwner(control.broker, {
    ...none,
    'dead-letters.incident.list': page(letter('dead_2')),
    'dead-letters.incident.replay': letter('dead_2'),
    'dead-letters.incident.delete': letter('dead_2'),
    'dead-letters.notification.list': page(letter('dead_1', 'no JSON')),
    ...change,
  });
};
const audited = async () => {
  const { body } = await control.client.get('/audit-log?limit=1');
  return body.items[0];
};

it('lists those of every service, the data as it was written', async () => {
  await services();
  const { status, body, text } = await control.client.get('/dead-letters?consumer=incident-apply-alerts');

  expect(status).toBe(200);
  expect(body).toMatchObject({
    items: [{ id: 'dead_2' }, { id: 'dead_1', data: 'no JSON' }],
    nextCursor: null,
    missing: [],
  });
  expect(text).toContain('{"id":2868860079149422351}');
  expect(owner?.asked).toContainEqual({
    subject: 'dead-letters.ingest.list',
    data: { consumer: 'incident-apply-alerts', limit: 50, before: null },
  });
  expect(body.items[0]).toEqual(expect.objectContaining({ event: 'ingest.alert-accepted.v1', attempts: 1 }));
});

it('goes on where the page before ended', async () => {
  await services();
  const first = await control.client.get('/dead-letters?limit=1');
  expect(first.body.items).toMatchObject([{ id: 'dead_2' }]);
  await control.client.get(`/dead-letters?limit=1&cursor=${String(first.body['nextCursor'])}`);
  expect(owner?.asked.at(-1)?.data).toEqual({ limit: 1, before: 'dead_2' });
});

it('lists the others, and says whose are missing, while a service does not answer', async () => {
  await services({
    'dead-letters.notification.list': () => {
      throw new DomainError('unavailable', 'not now');
    },
  });
  const { status, body } = await control.client.get('/dead-letters');
  expect(status).toBe(200);
  expect(body).toMatchObject({ items: [{ id: 'dead_2' }], missing: ['notification'] });
});

it('replays and deletes at the service that has it, and writes down who did', async () => {
  await services();
  expect((await control.client.post('/dead-letters/dead_2/replay')).status).toBe(204);
  const what = { kind: 'dead-letter', id: 'dead_2', name: 'ingest.alert-accepted.v1 for incident-apply-alerts' };
  expect(await audited()).toMatchObject({ action: 'replayed', what });
  expect((await control.client.delete('/dead-letters/dead_2')).status).toBe(204);
  expect(await audited()).toMatchObject({ action: 'deleted', what, before: { reason: letter('').reason } });
});

it('tells why a replay failed again', async () => {
  const fails = (): never => {
    throw new DomainError('conflict', 'It failed again: TypeError: still broken');
  };
  await services({ 'dead-letters.incident.replay': fails });
  const { status, body } = await control.client.post('/dead-letters/dead_2/replay');
  expect(status).toBe(409);
  expect(body).toMatchObject({ detail: 'It failed again: TypeError: still broken' });
});

it('does not say that there is none while a service that may have it does not answer', async () => {
  await services({ 'dead-letters.incident.replay': gone });
  expect((await control.client.post('/dead-letters/dead_2/replay')).status).toBe(404);
  owner?.leave();
  await services({
    'dead-letters.incident.replay': () => {
      throw new DomainError('unavailable', 'not now');
    },
  });
  expect((await control.client.post('/dead-letters/dead_2/replay')).status).toBe(503);
});
