import type { JsonObject } from '../bytes/index.js';
import { readEvents, readOnly } from '../testing/read-events.js';
import { opsgenieBody, pagerdutyBody } from '../testing/sender-bodies.js';
import { senderFixtures } from '../testing/sender-fixtures.js';
import { senders } from './known-senders.js';
import type { Sender } from './monitor-event.js';

const titled = (sender: Sender) => [sender.name, sender] as const;

describe.each(senders.map(titled))('%s', (_name, sender) => {
  const [, bodies = []] = senderFixtures.find(([type]) => type === sender.type) ?? [];

  it('marks its own bodies, and nobody else’s', () => {
    for (const body of bodies) {
      const marked = senders.filter(({ isMarked }) => isMarked(body as JsonObject['value'], {}));
      expect(marked.map(({ type }) => type)).toEqual([sender.type]);
    }
  });

  it('is read at any address, that of another sender too', () => {
    for (const body of bodies) {
      for (const { type } of senders) expect(readEvents(body, type).readAs).toBe(sender.type);
    }
  });

  it('has a sample that opens an incident and resolves it', () => {
    const [fires, ends] = [
      readOnly(sender.sample('trigger'), sender.type),
      readOnly(sender.sample('resolve'), sender.type),
    ];
    expect(fires).toMatchObject({
      status: 'trigger',
      warnings: [],
      title: expect.stringMatching(/Test of Ringdown/) as string,
    });
    expect(ends).toMatchObject({ status: 'resolve', warnings: [], key: fires?.key, title: fires?.title });
  });
});

describe('PagerDuty', () => {
  it('triggers, acknowledges and resolves by its key', () => {
    expect(readOnly(pagerdutyBody())).toMatchObject({
      title: 'Disk of db-1 is full',
      key: 'disk/db-1',
      severity: 'sev2',
      status: 'trigger',
      warnings: [],
    });
    for (const status of ['acknowledge', 'resolve']) {
      const event = readOnly({ routing_key: 'R', event_action: status, dedup_key: 'disk/db-1' });
      expect(event).toMatchObject({ key: 'disk/db-1', status, warnings: [] });
    }
  });

  it('is grouped by its summary where it has no key', () => {
    expect(readOnly({ routing_key: 'R', event_action: 'trigger', payload: { summary: 'Short' } })).toMatchObject({
      title: 'Short',
      severity: null,
    });
    expect(readOnly(pagerdutyBody({ dedup_key: undefined }))).toMatchObject({
      title: 'Disk of db-1 is full',
      key: null,
    });
  });

  it('does not show its routing key, and keeps everything else', () => {
    const { routing_key: secret, ...shown } = pagerdutyBody();
    expect(readOnly(pagerdutyBody())?.body).toBe(JSON.stringify(shown));
    expect(JSON.stringify(shown)).not.toContain(secret);
  });

  it.each([[{ event_action: 'explode' }], [{ payload: 'x' }], [{ payload: {} }]])(
    'opens an incident with the raw body where it is not as it should be: %j',
    (fields) => {
      const event = readOnly(pagerdutyBody(fields));
      expect(event).toMatchObject({ key: 'disk/db-1', status: 'trigger', warnings: [expect.any(String)] });
      expect(event?.body).not.toContain('R0UT1NGKEY');
      expect(readOnly(pagerdutyBody({ ...fields, dedup_key: null }))?.key).toMatch(/^unread /);
    },
  );
});

describe('Opsgenie', () => {
  it.each([
    ['Create', 'trigger'],
    ['Acknowledge', 'acknowledge'],
    ['Close', 'resolve'],
  ])('%s means %s, by its alias', (action, status) => {
    expect(readOnly(opsgenieBody(action))).toMatchObject({
      title: 'Disk of db-1 is full',
      key: 'disk-db-1',
      severity: null,
      priority: 'p2',
      status,
      warnings: [],
    });
  });

  it('keeps the alert to the digit, and takes a bare number for a priority', () => {
    const text = JSON.stringify(opsgenieBody())
      .replace('"P2"', '3')
      .replace('1767603600000,"u', '1767603600000000110,"u');
    expect(readOnly(text)).toMatchObject({
      priority: 'p3',
      body: expect.stringContaining('1767603600000000110') as string,
    });
  });

  it('goes by the alert’s id where it has no alias', () => {
    expect(readOnly(opsgenieBody('Create', { alias: undefined }))?.key).toContain('8418d193');
  });

  it.each(['AddNote', 'AddTags', 'EscalateNext', 'UpdatePriority'])('is no alert where somebody does %s', (action) => {
    expect(readEvents(opsgenieBody(action))).toEqual({
      readAs: 'opsgenie',
      events: [],
      warnings: [`action: "${action}" changes nothing here`],
    });
  });

  it('triggers with a warning for an action that nobody knows', () => {
    expect(readOnly(opsgenieBody('Explode'))).toMatchObject({
      status: 'trigger',
      warnings: [expect.stringContaining('Explode')],
    });
  });

  it('opens an incident with the raw body where it is not as it should be', () => {
    expect(readOnly({ action: 1, alert: [] })).toMatchObject({ body: '{"action":1,"alert":[]}', status: 'trigger' });
  });
});
