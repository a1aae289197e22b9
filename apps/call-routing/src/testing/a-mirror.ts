import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConfigDocument, ConfigKind } from '@ringdown/contracts';
import { type Broker, ConfigMirror, configKey } from '@ringdown/platform-messaging';
import { silent } from './migrated-database.js';

type Documents = { [K in ConfigKind]?: readonly ConfigDocument<K>[] };

const unavailable = { connected: () => Promise.reject(new Error('NATS is unavailable')) } as unknown as Broker;

/** The configuration as a service finds it on its disk when NATS is unavailable. `becomes` is a later copy. */
export function aMirror(documents: Documents) {
  const file = join(mkdtempSync(join(tmpdir(), 'ringdown-mirror-')), 'config.json');
  const kinds: ConfigKind[] = [
    'line',
    'provider-account',
    'user',
    'schedule',
    'contact',
    'audio',
    'test-mode',
    'settings',
  ];
  const mirror = new ConfigMirror(unavailable, kinds, file, silent);
  const becomes = (later: Documents): void => {
    const entries = Object.entries(later).flatMap(([kind, list]) =>
      list.map((document) => [configKey(kind as ConfigKind, document.id), document] as const),
    );
    writeFileSync(file, JSON.stringify(Object.fromEntries(entries)));
    mirror.start();
    mirror.stop();
  };
  becomes(documents);
  return { mirror, becomes };
}

const spoken = (text: string) => ({ type: 'text' as const, text, language: 'en-US', voice: 'Polly.Joanna' });

/** A line as control keeps it. */
export const aLine = (change: Partial<ConfigDocument<'line'>> = {}): ConfigDocument<'line'> => ({
  id: 'line_1',
  name: 'On-call hotline',
  number: '+12245550123',
  providerAccountId: 'acct_1',
  primary: { type: 'schedule', id: 'sched_1' },
  fallbacks: [{ type: 'user', id: 'user_2' }],
  ringTimeoutSeconds: 25,
  maxWaitSeconds: 180,
  screening: true,
  recordingEnabled: false,
  takeMessageWhenNoOneOnCall: true,
  messages: { welcome: spoken('Welcome.'), noOneOnCall: spoken('No one.'), noAnswer: spoken('Leave a message.') },
  progressMessages: true,
  withheldCallers: 'ring',
  recordingRetentionDays: null,
  incident: { trigger: 'off', when: 'completed', integrationId: null, escalationPolicyId: null },
  callerLimit: { perCallerPerHour: 100, concurrentCalls: 10 },
  channelIds: [],
  enabled: true,
  ...change,
});

export const aUser = (n: number, change: Partial<ConfigDocument<'user'>> = {}): ConfigDocument<'user'> => ({
  id: `user_${n}`,
  name: ['Priya S.', 'Sam T.', 'Alex R.'][n - 1] ?? 'Kim',
  email: `user${n}@example.com`,
  role: 'responder',
  phone: `+1415555010${n}`,
  phoneVerifiedAt: null,
  timeZone: 'UTC',
  notify: [],
  pushUrl: null,
  shiftNotices: [],
  absences: [],
  calendarTokenVersion: 1,
  ...change,
});

/** The first week is user 1's, the second user 2's, and so on, from 5 January 2026, 00:00 UTC. */
export const aSchedule = (change: Partial<ConfigDocument<'schedule'>> = {}): ConfigDocument<'schedule'> => ({
  id: 'sched_1',
  name: 'Primary rota',
  timeZone: 'UTC',
  layers: [
    {
      name: 'Weekly',
      participants: ['user_1', 'user_2'],
      rotation: { every: 1, unit: 'week', startsAt: '2026-01-05T00:00' },
    },
  ],
  overrides: [],
  channelIds: [],
  calendarTokenVersion: 1,
  ...change,
});
