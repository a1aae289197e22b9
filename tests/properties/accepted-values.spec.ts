import fc from 'fast-check';
import { acceptedBy, type Bodies, theDoor } from './door.ts';
import { liveThrough } from './live-path.ts';

/**
 * No value that the API took may break what reads it. Bodies of the API are spoiled in some places with values that people, programs
 * and attackers send; what the API takes all the same goes through everything that reads it on the way of a call and after it.
 */

const rotation = { every: 1, unit: 'week', startsAt: '2026-01-05T09:00' };
const spoken = { type: 'text', text: 'Welcome to the hotline.', language: 'en-US', voice: 'Polly.Joanna' };

const valid: Bodies = {
  user: {
    name: 'Priya S.',
    email: 'priya@ringdown.example',
    phone: '+14155550101',
    timeZone: 'Europe/Berlin',
    role: 'responder',
    notify: [{ type: 'sms', delayMinutes: 0 }],
  },
  schedule: {
    name: 'Backend Team',
    timeZone: 'Europe/Berlin',
    layers: [
      { name: 'Base', participants: ['user_1', 'user_2'], rotation },
      {
        name: 'Nights',
        participants: ['user_2'],
        rotation: { ...rotation, unit: 'hour', every: 12 },
        windows: [{ days: ['mon', 'tue'], from: '20:00', to: '06:00' }],
      },
    ],
  },
  override: { userId: 'user_2', startsAt: '2026-01-05T09:00:00.000Z', endsAt: '2026-01-06T09:00:00.000Z' },
  line: {
    name: 'On-call hotline',
    number: '+12245550123',
    providerAccountId: 'acct_1',
    primary: { type: 'schedule', id: 'sched_1' },
    fallbacks: [{ type: 'user', id: 'user_2' }],
    ringTimeoutSeconds: 25,
    maxWaitSeconds: 180,
    messages: { welcome: spoken, noOneOnCall: spoken, noAnswer: spoken },
    incident: {
      trigger: 'all',
      when: 'completed',
      integrationId: 'int_1',
      escalationPolicyId: null,
      priority: 'p1',
      severity: 'sev1',
    },
    callerLimit: { perCallerPerHour: 10, concurrentCalls: 20 },
    recordingRetentionDays: 30,
    withheldCallers: 'ring',
  },
  contact: { name: 'Mitchell Starc', phone: '+14156040016', notes: 'Card payments', blocked: false },
  integration: { name: 'Hotline', type: 'webhook', escalationPolicyId: null, teamIds: [], channelIds: [] },
  channel: { name: '#ops', type: 'slack', url: 'https://hooks.slack.com/services/T/B/x' },
  team: { name: 'Backend', slug: 'backend', memberIds: ['user_1'] },
  settings: { blockedPrefixes: ['+1900'], allowedCountries: ['US', 'DE'] },
};

const zones = [
  'PST',
  'IST',
  'CST',
  'BST',
  'JST',
  'ACT',
  'EST',
  'US/Pacific',
  'Europe/Kyiv',
  'Etc/GMT+5',
  'utc',
  'Z',
  '+05:30',
  'Mars/Base',
  'Europe_Berlin',
  'Antarctica/Troll',
  'Pacific/Apia',
];
const times = [
  '2026-02-30T09:00',
  '2026-13-01T09:00',
  '2026-02-29T23:59',
  '2024-02-29T23:59',
  '0000-01-01T00:00',
  '0001-01-01T00:00',
  '9999-12-31T23:59',
  '1969-12-31T23:59',
  '2199-12-31T23:59:59',
  '2026-03-29T02:30',
  '2026-01-05T24:00',
  '2026-01-05T09:00:60',
  '25:00',
  '24:00',
  '00:00',
  '23:59',
];
const instants = [
  '0001-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '2026-02-30T00:00:00Z',
  '2026-01-05T09:00Z',
  '2026-01-05T09:00:00.123456789Z',
  '2026-12-31T23:59:60Z',
  '2026-01-05T10:00:00+01:00',
];
const phones = [
  '+10000000',
  '+999999999999999',
  '+1',
  '+4915123456789012',
  '+12345678',
  '+447781100000',
  '+19005550100',
  '+88213000000',
  '+266696687',
  '00442079460123',
];
const texts = [
  '',
  ' ',
  '\u202Eevil',
  'a'.repeat(200),
  'a'.repeat(2000),
  '<Say>&"\'</Say>',
  ']]>',
  '\u0001\u0008',
  '\uFFFE',
  '\u{1F525}'.repeat(100),
  '日本語',
  '{{DATE(2026)}}',
  '*_~`#',
  'e\u0301',
  '\u2028',
  'null',
  '__proto__',
  'Polly.Nobody',
  'Polly.Joanna',
  'xx-yy-zz',
  'de-DE',
  'sms',
  'hour',
  'mon',
];
const numbers = [0, -1, 1, 5, 30, 600, 1000, 1001, 1e9, 0.5, -0, Number.MAX_SAFE_INTEGER];
const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...zones, ...times, ...instants, ...phones, ...texts, ...numbers, null, true, false, [], {}),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const someText = fc.oneof(
  fc.constantFrom(...texts),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme-composite', maxLength: 60 }),
);

/** What somebody may well enter in a field of this name, right or wrong. */
const fitting: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  timeZone: fc.oneof(fc.constantFrom(...zones), fc.constantFrom(...Intl.supportedValuesOf('timeZone'))),
  startsAt: fc.constantFrom(...times, ...instants),
  endsAt: fc.constantFrom(...instants),
  from: fc.constantFrom(...times),
  to: fc.constantFrom(...times),
  phone: fc.constantFrom(...phones),
  number: fc.constantFrom(...phones),
  name: someText,
  text: someText,
  notes: someText,
  language: fc.constantFrom('de', 'de-DE', 'zh-Hant-TW', 'xx-yy-zz', 'en_US', 'EN-us', 'a'),
  voice: fc.constantFrom('Polly.Joanna', 'Polly.Vicki-Neural', 'Polly.Nobody', 'alice'),
  every: fc.constantFrom(...numbers),
  ringTimeoutSeconds: fc.constantFrom(...numbers),
  maxWaitSeconds: fc.constantFrom(...numbers),
  unit: fc.constantFrom('hour', 'day', 'week', 'month'),
};
const valueFor = (place: readonly string[]): fc.Arbitrary<unknown> => {
  const own = fitting[place.findLast((key) => !/^\d+$/.test(key)) ?? ''];
  return own ? fc.oneof({ weight: 4, arbitrary: own }, { weight: 1, arbitrary: anything }) : anything;
};

/** Every place in a body where something stands. */
function placesOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...path, key]))].filter(
    (place) => place.length > 0,
  );
}

function spoiled(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (typeof value !== 'object' || value === null) return value;
  const changed = {
    ...(value as Record<string, unknown>),
    [key]: spoiled((value as Record<string, unknown>)[key], rest, by),
  };
  return Array.isArray(value) ? Object.values(changed) : changed;
}

const kinds = Object.keys(valid) as (keyof Bodies)[];
const spoiledBodies = fc.constantFrom(...kinds).chain((kind) =>
  fc
    .array(
      fc.constantFrom(...placesOf(valid[kind])).chain((place) => fc.tuple(fc.constant(place), valueFor(place))),
      { minLength: 1, maxLength: 2 },
    )
    .map((changes) => ({
      kind,
      body: changes.reduce<unknown>((body, [place, by]) => spoiled(body, place, by), valid[kind]),
    })),
);
const instant = fc.date({ min: new Date('1971-01-01'), max: new Date('2400-01-01'), noInvalidDate: true });

it('takes what is valid, and lives with it', async () => {
  for (const kind of kinds) expect(acceptedBy(theDoor, kind, valid[kind])).not.toBeNull();
  await liveThrough(acceptedBy(theDoor, 'line', valid.line) ?? {}, new Date('2026-03-01T00:00:00Z'));
});

it('lives with whatever the API took', async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(spoiledBodies, instant, async ({ kind, body }, at) => {
      const accepted = acceptedBy(theDoor, kind, body, valid);
      if (!accepted) return;
      taken += 1;
      await liveThrough(accepted, at);
    }),
    { numRuns: 2000 },
  );
  // a door that refuses everything would prove nothing
  expect(taken).toBeGreaterThan(200);
}, 240_000);

describe('refuses what nobody could read', () => {
  it.each(zones.slice(0, 6))('a schedule or a person in the zone %s', (timeZone) => {
    for (const kind of ['schedule', 'user'] as const)
      expect(acceptedBy(theDoor, kind, { ...(valid[kind] as object), timeZone })).toBeNull();
  });

  it.each(['2026-02-30T09:00', '2026-13-01T09:00'])('a schedule that starts on %s', (startsAt) => {
    const layers = [{ name: 'Base', participants: ['user_1'], rotation: { ...rotation, startsAt } }];
    expect(acceptedBy(theDoor, 'schedule', { ...(valid.schedule as object), layers })).toBeNull();
  });

  it('a voice that no provider has', () => {
    const messages = { welcome: { ...spoken, voice: 'Polly.Nobody' } };
    expect(acceptedBy(theDoor, 'line', { ...(valid.line as object), messages })).toBeNull();
  });
});
