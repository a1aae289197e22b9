import { callEvents } from '@ringdown/contracts';
import { type Database, newId } from '@ringdown/platform-persistence';
import { freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { serviceInTest } from '../testing/service-in-test.js';
import { aCompletedCall } from '../testing/a-completed-call.js';
import { fixedConfiguration } from '../testing/fixed-configuration.js';
import { migratedDatabase } from '../testing/migrated-database.js';
import type { CompletedCall } from './call-payload.js';

const rule = {
  trigger: 'all',
  when: 'completed',
  integrationId: 'int_1',
  escalationPolicyId: null,
  priority: 'p1',
  severity: 'sev1',
} as const;
const integration = { id: 'int_1', name: 'Hotline', escalationPolicyId: 'esc_1', teamIds: ['team_1', 'team_2'] };

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(() => database.query('truncate incident, outbox cascade'));

type Change = Partial<Parameters<typeof fixedConfiguration>[0]>;
type News = Pick<CompletedCall, 'callId' | 'lineId' | 'recording' | 'voicemail'>;

/** The service on a line that is set to `trigger`; `ends` and `isEnriched` are events that arrive. */
function world(trigger: 'off' | 'all' | 'missed', change: Change = {}) {
  const { configuration } = fixedConfiguration({
    line: [{ id: 'line_hotline', incident: { ...rule, trigger } }],
    integration: [integration],
    team: [
      { id: 'team_1', slug: 'devops' },
      { id: 'team_2', slug: 'backend' },
    ],
    ...change,
  });
  const { followCalls, incidents } = serviceInTest(database, configuration);
  const envelope = { id: 'x', occurredAt: '2025-07-29T06:26:00.000Z', sequence: 1, correlationId: 'call_1' };
  const handle = (subject: string, data: unknown) =>
    database.transaction(async (tx) => followCalls.handle(tx, [{ subject, data, envelope }]));
  return {
    ends: (call: CompletedCall) => handle(callEvents.completed.subject, call),
    isEnriched: (news: News) => handle(callEvents.enriched.subject, news),
    incidents: async () => (await incidents.list({ limit: 50 })).items.toReversed(),
  };
}

const missed = (fields: Partial<CompletedCall> = {}): CompletedCall =>
  aCompletedCall({ outcome: 'missed', answeredAt: null, receiver: null, recording: null, ...fields });

describe('incident-open-for-call', () => {
  it('opens an incident with title, payload and call', async () => {
    const { ends, incidents } = world('all');
    await ends(aCompletedCall());
    const [incident, ...others] = await incidents();
    expect(others).toEqual([]);
    const title = 'On-call hotline: Call from Mitchell Starc (+14156040016) (33s)';
    expect(incident).toMatchObject({
      title,
      source: 'call',
      status: 'triggered',
      priority: 'p1',
      severity: 'sev1',
      integrationId: 'int_1',
      escalationPolicyId: 'esc_1',
      occurrences: 1,
      callIds: ['call_1234567890abcdef'],
      details: {
        title,
        message: title,
        teams: ['devops', 'backend'],
        details: {
          twilioCallId: 'CA0a1b2c3d4e5f678901234567890abcd',
          call: { recording: 'https://ringdown.example.com/api/v1/calls/call_1234567890abcdef/recording' },
        },
      },
    });
    expect(incident?.timeline.map(({ text }) => text)).toEqual(['Opened by a call to On-call hotline']);
    const events = await database.query('select subject, correlation_id, data from outbox');
    expect(events).toEqual([
      {
        subject: 'incident.opened.v1',
        correlation_id: 'call_1',
        data: expect.objectContaining({
          incidentId: incident?.id,
          lineId: 'line_hotline',
          details: incident?.details,
          callIds: ['call_1234567890abcdef'],
        }) as unknown,
      },
    ]);
  });

  it.each([
    ['off', missed(), 0],
    ['all', missed(), 1],
    ['all', aCompletedCall(), 1],
    ['all', aCompletedCall({ test: true }), 0],
    ['missed', aCompletedCall(), 0],
    ['missed', missed(), 1],
    ['missed', missed({ outcome: 'no_one_on_call' }), 1],
    ['missed', missed({ test: true }), 0],
  ] as const)('on a line set to %s, %o opens %d', async (trigger, call, count) => {
    const { ends, incidents } = world(trigger);
    await ends(call);
    expect(await incidents()).toHaveLength(count);
  });

  it('makes two incidents of two calls under one title, and one of a call whose end comes twice', async () => {
    const { ends, incidents } = world('all');
    await ends(missed({ callId: 'call_1' }));
    await ends(missed({ callId: 'call_2' }));
    await ends(missed({ callId: 'call_1' }));
    const all = await incidents();
    expect(all.map(({ callIds }) => callIds)).toEqual([['call_1'], ['call_2']]);
    expect(new Set(all.map(({ title }) => title)).size).toBe(1);
  });

  it.each([
    ['line', { line: [] }],
    ['integration', { integration: [] }],
  ])('opens nothing when the %s is gone', async (_what, change) => {
    const { ends, incidents } = world('all', change);
    await ends(missed({ callId: newId('call') }));
    expect(await incidents()).toEqual([]);
  });

  it('follows the line’s own escalation policy', async () => {
    const line = [{ id: 'line_hotline', incident: { ...rule, escalationPolicyId: 'esc_2' } }];
    const { ends, incidents } = world('all', { line });
    await ends(missed());
    expect(await incidents()).toMatchObject([{ escalationPolicyId: 'esc_2' }]);
  });

  it('takes in a recording and a message that come later, once', async () => {
    const { ends, isEnriched, incidents } = world('all');
    const { callId, lineId } = missed();
    await ends(missed());
    const recording = { url: `/api/v1/calls/${callId}/recording`, seconds: 9 };
    const voicemail = { url: `/api/v1/calls/${callId}/voicemail`, seconds: 5, transcript: null };
    await isEnriched({ callId, lineId, recording, voicemail });
    await isEnriched({ callId, lineId, recording: null, voicemail });
    const [incident] = await incidents();
    const at = 'https://ringdown.example.com/api/v1/calls/call_1234567890abcdef';
    expect(incident?.details).toMatchObject({ details: { call: { recording: `${at}/recording` } } });
    expect(incident?.timeline.slice(1).map(({ text }) => text)).toEqual([`The caller left a message: ${at}/voicemail`]);
  });
});

it('looks at the alert rules, which know the line and the caller', async () => {
  const rule = (position: number, value: string, severity: 'sev2' | 'sev3') => ({
    id: `rule_${position}`,
    name: `From ${value}`,
    position,
    enabled: true,
    when: {
      all: [
        { field: 'source', op: 'equals' as const, value: 'call' },
        { field: 'lineId', op: 'equals' as const, value: 'line_hotline' },
        { field: 'caller', op: 'matches' as const, value },
      ],
    },
    then: { severity, suppress: true },
  });
  const { ends, incidents } = world('all', { 'alert-rule': [rule(1, '^\\+1415', 'sev2'), rule(2, '^\\+49', 'sev3')] });
  await ends(aCompletedCall());
  const [incident] = await incidents();
  expect(incident).toMatchObject({ severity: 'sev2', suppressed: true, escalation: null });
  expect(incident?.timeline.map(({ text }) => text)).toContain(
    'Severity changed from sev1 to sev2 by the alert rule “From ^\\+1415”',
  );
});
