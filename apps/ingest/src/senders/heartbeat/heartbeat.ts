import { DomainError } from '@ringdown/kernel';
import { z } from 'zod';
import type { SentBody } from '../../bytes/index.js';
import { type MonitorEvent, type ReadEvents, readTitle } from '../monitor-event.js';

/** All that a heartbeat ever has open: one incident. */
const heartbeatKey = 'heartbeat';

const heartbeatTitle = (integrationName: string): string => `Heartbeat missing: ${integrationName}`;

type Status = 'trigger' | 'resolve';

/** What is told of a heartbeat that is missing, or that has returned. */
export const heartbeatEvent = (integrationName: string, status: Status, details: object): MonitorEvent => ({
  title: readTitle(heartbeatTitle(integrationName), []),
  key: heartbeatKey,
  body: { value: details, text: undefined },
  severity: null,
  priority: null,
  status,
  warnings: [],
});

const watched = z.object({ heartbeat: z.string(), status: z.enum(['missing', 'returned']) });

/** What the test of an integration pretends that the watch found. */
export const heartbeatSample = (integrationName: string, status: Status): object => ({
  heartbeat: integrationName,
  status: status === 'trigger' ? 'missing' : 'returned',
  details: 'Sent by the test of an integration',
});

/** Opens and resolves what the watch would; a ping says nothing by itself. @throws DomainError `invalid` for anything else. */
export function readHeartbeat(sent: SentBody): ReadEvents {
  const given = watched.safeParse(sent.kind === 'json' ? sent.json.value : sent.fields);
  if (!given.success) throw new DomainError('invalid', 'A ping of a heartbeat opens nothing; only its absence does.');
  const { heartbeat, status } = given.data;
  const details = sent.kind === 'json' ? sent.json.value : sent.fields;
  return {
    readAs: 'heartbeat',
    events: [heartbeatEvent(heartbeat, status === 'missing' ? 'trigger' : 'resolve', details)],
    warnings: sent.warnings,
  };
}
