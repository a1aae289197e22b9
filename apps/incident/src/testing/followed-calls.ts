import { callEvents } from '@ringdown/contracts';
import type { Database } from '@ringdown/platform-persistence';
import { fixedClock } from '@ringdown/testkit';
import type { CompletedCall } from '../call-incidents/call-payload.js';
import { aCompletedCall } from './a-completed-call.js';
import { fixedConfiguration } from './fixed-configuration.js';
import { serviceInTest } from './service-in-test.js';

const rule = { integrationId: 'int_1', escalationPolicyId: null, priority: 'p1', severity: 'sev1' } as const;
/** Of every event that arrives without another. */
export const callId = aCompletedCall().callId;
const envelope = { id: 'x', occurredAt: '2025-07-29T06:26:00.000Z', sequence: 1, correlationId: callId };

type Rule = { trigger: 'off' | 'all' | 'missed'; when: 'completed' | 'ringing' };

/** The service on a line that is set so; each event is handled as it arrives. */
export function followedCalls(database: Database, set: Rule = { trigger: 'all', when: 'ringing' }) {
  const { configuration } = fixedConfiguration({
    line: [{ id: 'line_hotline', recordingEnabled: true, incident: { ...rule, ...set } }],
    integration: [{ id: 'int_1', name: 'Hotline', escalationPolicyId: 'esc_1', teamIds: ['team_1'] }],
    team: [{ id: 'team_1', slug: 'devops' }],
  });
  const clock = fixedClock('2025-07-29T06:24:40.000Z');
  const { incidents, callIncidents, followCalls } = serviceInTest(database, configuration, clock);
  const handle = (event: keyof typeof callEvents, data: unknown) =>
    database.transaction(async (tx) =>
      followCalls.handle(tx, [
        { subject: callEvents[event].subject, data: callEvents[event].schema.parse(data), envelope },
      ]),
    );
  const all = async () => (await incidents.list({ limit: 50 })).items;
  return {
    incidents,
    callIncidents,
    starts: (call: CompletedCall & { rejected?: boolean } = aCompletedCall()) => handle('started', call),
    isAnswered: (change: Partial<CompletedCall> = {}) => handle('answered', aCompletedCall(change)),
    ends: (change: Partial<CompletedCall> = {}) => handle('completed', aCompletedCall(change)),
    isEnriched: (change: Partial<CompletedCall> = {}) => handle('enriched', aCompletedCall(change)),
    isDeleted: () => handle('deleted', { callId, lineId: 'line_hotline' }),
    all,
    only: async () => {
      const [incident, ...others] = await all();
      expect(others).toEqual([]);
      if (!incident) throw new Error('there is no incident');
      return { ...incident, texts: incident.timeline.map(({ text }) => text) };
    },
  };
}
