import { callEvents } from '@ringdown/contracts';
import type { Settings } from '@ringdown/platform-config';
import { eventHandlerOf } from '@ringdown/platform-messaging';
import type { Database } from '@ringdown/platform-persistence';
import { fixedClock } from '@ringdown/testkit';
import type { CompletedCall } from '../calls/call-payload-of.js';
import { OpenForCall } from '../calls/open-for-call.js';
import { ChangeIncidentStatus } from '../incidents/change-incident-status.js';
import { EditIncident } from '../incidents/edit-incident.js';
import { OpenByHand } from '../incidents/open-by-hand.js';
import { LinkCall } from '../incidents/link-call.js';
import { ReadIncidents } from '../incidents/read-incidents.js';
import { aCompletedCall } from './a-completed-call.js';
import { fixedConfiguration } from './fixed-configuration.js';
import { silent } from './migrated-database.js';

const rule = { integrationId: 'int_1', escalationPolicyId: null, priority: 'p1', severity: 'sev1' } as const;
const settings = { publicUrl: 'https://ringdown.example.com' } as Settings;
/** Of every fact that is told without another. */
export const callId = aCompletedCall().callId;
const envelope = { id: 'x', occurredAt: '2025-07-29T06:26:00.000Z', sequence: 1, correlationId: callId };

type Rule = { trigger: 'off' | 'all' | 'missed'; when: 'completed' | 'ringing' };

/** The service on a line that is set so; each fact is told as it arrives. */
export function followedCalls(database: Database, set: Rule = { trigger: 'all', when: 'ringing' }) {
  const { configuration } = fixedConfiguration({
    line: [{ id: 'line_hotline', recordingEnabled: true, incident: { ...rule, ...set } }],
    integration: [{ id: 'int_1', name: 'Hotline', escalationPolicyId: 'esc_1', teamIds: ['team_1'] }],
    team: [{ id: 'team_1', slug: 'devops' }],
  });
  const handler = eventHandlerOf(new OpenForCall(database, configuration, settings, silent));
  const tell = (event: keyof typeof callEvents, data: unknown) =>
    database.transaction(async (tx) =>
      handler.handle(tx, [
        { subject: callEvents[event].subject, data: callEvents[event].schema.parse(data), envelope },
      ]),
    );
  const incidents = new ReadIncidents(database, configuration);
  const clock = fixedClock('2025-07-29T06:24:40.000Z');
  const all = async () => (await incidents.list({ limit: 50 })).items;
  return {
    status: new ChangeIncidentStatus(database, configuration, incidents, clock),
    edit: new EditIncident(database, configuration, incidents, clock),
    byHand: new OpenByHand(database, configuration, incidents, clock),
    links: new LinkCall(database, incidents, clock),
    starts: (call: CompletedCall & { rejected?: boolean } = aCompletedCall()) => tell('started', call),
    isAnswered: (change: Partial<CompletedCall> = {}) => tell('answered', aCompletedCall(change)),
    ends: (change: Partial<CompletedCall> = {}) => tell('completed', aCompletedCall(change)),
    isEnriched: (change: Partial<CompletedCall> = {}) => tell('enriched', aCompletedCall(change)),
    isDeleted: () => tell('deleted', { callId, lineId: 'line_hotline' }),
    all,
    only: async () => {
      const [incident, ...others] = await all();
      expect(others).toEqual([]);
      if (!incident) throw new Error('there is no incident');
      return { ...incident, told: incident.timeline.map(({ text }) => text) };
    },
  };
}
