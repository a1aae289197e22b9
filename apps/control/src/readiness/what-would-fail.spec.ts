import type { ConfigDocument } from '@ringdown/contracts';
import { look, schedule, user } from '../testing/readiness-input.js';
import { callsElsewhere, textsElsewhere } from './provider-account-check.js';

const fine = '+14155550101';
const kinds = (items: ReturnType<typeof look>) => items.map(({ kind, level, subject }) => [kind, level, subject.id]);
/** Not on the line. */
const other = (...participants: string[]) => ({ ...schedule('UTC', ...participants), id: 'sched_2', name: 'Nights' });
const priya = user('user_1', fine);

const absence = {
  id: 'abs_1',
  startsAt: '2026-02-01T00:00:00.000Z',
  endsAt: '2026-02-03T00:00:00.000Z',
  standInUserId: null,
  createdBy: 'user_1',
  createdAt: '2026-01-01T00:00:00.000Z',
};

describe('a schedule with a gap', () => {
  const nights = (override: object[] = []) => ({
    ...schedule('Europe/Berlin', 'user_1'),
    layers: [
      {
        ...schedule('UTC', 'user_1').layers[0]!,
        windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const, from: '18:00', to: '06:00' }],
      },
    ],
    overrides: override,
  });

  it('is told in the time of the schedule, with how often', () => {
    const [gap] = look({ schedules: [nights() as unknown as ConfigDocument<'schedule'>] });
    expect(gap).toMatchObject({ kind: 'schedule_gap', level: 'warning', subject: { id: 'sched_1' } });
    expect(gap?.text).toBe(
      'Nobody is on call in Backend Team from 1 Feb 2026, 13:00 to 1 Feb 2026, 18:00 (Europe/Berlin), and 14 times more within 14 days.',
    );
  });

  it('is none that begins later than in 14 days', () => {
    const until = (endsAt: string) => [
      {
        id: 'ovr_1',
        userId: 'user_1',
        startsAt: '2026-02-01T00:00:00.000Z',
        endsAt,
        createdBy: 'u',
        createdAt: endsAt,
      },
    ];
    const schedules = (endsAt: string) => [
      { ...schedule('UTC'), overrides: until(endsAt) } as ConfigDocument<'schedule'>,
    ];
    expect(look({ schedules: schedules('2026-02-15T11:59:59.000Z') })).toMatchObject([{ kind: 'schedule_gap' }]);
    expect(look({ schedules: schedules('2026-02-15T12:00:00.000Z') })).toEqual([]);
  });
});

describe('a phone', () => {
  it('that is missing is an error where a line rings, a warning where only incidents come', () => {
    expect(kinds(look({ users: [user('user_1', null)] }))).toEqual([['phone_missing', 'error', 'user_1']]);
    const schedules = [schedule('UTC', 'user_1'), other('user_2')];
    expect(kinds(look({ users: [priya, user('user_2', null)], schedules }))).toEqual([
      ['phone_missing', 'warning', 'user_2'],
    ]);
  });

  it('that is not verified is a warning: it is rung all the same', () => {
    const unverified = user('user_1', fine, { phoneVerifiedAt: null });
    expect(kinds(look({ users: [unverified] }))).toEqual([['phone_not_verified', 'warning', 'user_1']]);
  });

  it('is looked at of the targets of policies, of members of teams, and of who stands in', () => {
    const users = [priya, user('user_2', null), user('user_3', null), user('user_4', null)];
    const teams = [{ id: 'team_1', name: 'Dev', slug: 'dev', memberIds: ['user_3'] }];
    const targets = [
      { type: 'user', id: 'user_2' },
      { type: 'team', id: 'team_1' },
    ] as const;
    const steps = [{ delayMinutes: 0, targets: [...targets] }];
    const policies = [{ id: 'esc_1', name: 'Default', repeat: 0, repeatDelayMinutes: 5, steps }];
    expect(kinds(look({ users, teams, policies }))).toEqual([
      ['phone_missing', 'warning', 'user_2'],
      ['phone_missing', 'warning', 'user_3'],
    ]);
    const away = user('user_1', fine, { absences: [{ ...absence, standInUserId: 'user_4' }] });
    expect(kinds(look({ users: [away, user('user_4', null)] }))).toEqual([['phone_missing', 'error', 'user_4']]);
    const back = { ...absence, standInUserId: 'user_4', endsAt: '2026-02-01T11:00:00.000Z' };
    expect(look({ users: [user('user_1', fine, { absences: [back] }), user('user_4', null)] })).toEqual([]);
  });

  it('is not looked at of who is on call later than in 14 days', () => {
    const layers = [
      { ...other('user_2').layers[0]!, rotation: { every: 1, unit: 'week', startsAt: '2026-02-15T12:00' } as const },
    ];
    const found = look({
      users: [priya, user('user_2', null)],
      schedules: [schedule('UTC', 'user_1'), { ...other(), layers }],
    });
    expect(kinds(found)).toEqual([['schedule_gap', 'warning', 'sched_2']]);
  });

  it('that refuses texts is told with what to do', () => {
    const refused = [{ phone: fine, category: 'opted-out' as const, reason: 'answered STOP' }];
    expect(look({ refused })).toMatchObject([
      { kind: 'texts_stopped', subject: { id: 'user_1' }, fix: expect.stringContaining('START') },
    ]);
    const carrier = [{ phone: fine, category: 'carrier-refuses' as const, reason: 'gets no texts (30034)' }];
    expect(look({ refused: carrier })).toMatchObject([
      { kind: 'texts_refused', text: expect.stringContaining('30034') },
    ]);
  });
});

describe('a step of a policy', () => {
  const policyOf = (...targets: { type: 'user' | 'team' | 'schedule' | 'channel'; id: string }[]) => [
    { id: 'esc_1', name: 'Default', repeat: 0, repeatDelayMinutes: 5, steps: [{ delayMinutes: 0, targets }] },
  ];
  const away = user('user_1', fine, { absences: [absence] });
  const teams = [
    { id: 'team_1', name: 'Dev', slug: 'dev', memberIds: [] },
    { id: 'team_2', name: 'Ops', slug: 'ops', memberIds: ['user_1'] },
  ];
  const schedules = [schedule('UTC', 'user_1'), other()];

  it.each([
    ['a team without members', { type: 'team', id: 'team_1' }, 'the team Dev has no members'],
    ['a person who is absent', { type: 'user', id: 'user_1' }, 'Person user_1 is absent and nobody stands in'],
    ['a team of whom all are absent', { type: 'team', id: 'team_2' }, 'all of the team Ops are absent'],
    ['a schedule without anybody', { type: 'schedule', id: 'sched_2' }, 'the schedule Nights has nobody on call'],
  ] as const)('reaches nobody by %s', (_what, target, why) => {
    const items = look({ users: [away], teams, schedules, policies: policyOf(target) });
    const [item] = items.filter(({ kind }) => kind === 'policy_reaches_nobody');
    expect(item).toMatchObject({ level: 'error', subject: { id: 'esc_1' } });
    expect(item?.text).toBe(`Step 1 of the policy Default reaches nobody: ${why}.`);
  });

  it('is fine where one of its targets reaches somebody', () => {
    const channel = { type: 'channel', id: 'chan_1' } as const;
    const reached = [channel, { type: 'schedule', id: 'sched_1' }, { type: 'user', id: 'user_1' }] as const;
    for (const target of reached) {
      const users = target.type === 'user' ? [priya] : [away];
      const items = look({ users, policies: policyOf({ type: 'user', id: 'user_1' }, target) });
      expect(items.map(({ kind }) => kind)).not.toContain('policy_reaches_nobody');
    }
  });
});

describe('a provider', () => {
  const checkedAt = new Date('2026-02-01T11:50:00.000Z');
  const finding = { subjectId: 'line_1', subjectKind: 'line', subjectName: 'Hotline', checkedAt };
  const account = { subjectId: 'acct_1', subjectKind: 'provider-account', subjectName: 'Twilio', checkedAt };
  const line = { name: 'Hotline', number: '+12245550123' };

  it('is told of with what it said and when', () => {
    const findings = [
      { ...finding, kind: 'number_points_elsewhere', detail: 'Calls to +12245550123 do not come here.' },
      { ...account, kind: 'balance_low', detail: '3.20 USD.' },
    ] as const;
    const [number, balance] = look({ findings });
    expect(number).toMatchObject({
      kind: 'number_points_elsewhere',
      level: 'error',
      subject: { type: 'line', id: 'line_1' },
    });
    expect(number?.text).toBe('Calls to +12245550123 do not come here. Asked at 2026-02-01T11:50:00.000Z.');
    expect(balance).toMatchObject({ kind: 'balance_low', subject: { type: 'provider-account', id: 'acct_1' } });
  });

  const ours = 'https://ring.example.com/voice/twilio/line_1';
  const pointingTo = (voiceUrl: string | null) => ({ voiceUrl, smsUrl: null });
  it.each([ours, `${ours}/`, `${ours}?trunk=7`])('has a number that points here by %s', (url) =>
    expect(callsElsewhere(line, pointingTo(url), ours)).toBeNull(),
  );
  it.each([
    ['a line that is another', pointingTo(`${ours}2`), 'points to https://ring.example.com…'],
    [
      'a host of old',
      pointingTo('https://old.example.com/voice/twilio/line_1?key=secret'),
      'points to https://old.example.com…',
    ],
    ['nowhere', pointingTo(null), 'no webhook'],
    ['nobody', null, 'does not own'],
  ])('has a number that points to %s', (_where, webhook, why) => {
    const sentence = callsElsewhere(line, webhook, ours);
    expect(sentence).toContain('Calls to +12245550123 do not come to the line Hotline: ');
    expect(sentence).toContain(why);
    expect(sentence).not.toContain('secret');
  });

  const textsHere = 'https://ring.example.com/telephony/twilio/acct_1/texts';
  const textsTo = (smsUrl: string | null) => textsElsewhere(line.number, { voiceUrl: ours, smsUrl }, textsHere);
  it.each([textsHere, `${textsHere}/`, `${textsHere}?from=twilio`])('has a number whose texts come here by %s', (url) =>
    expect(textsTo(url)).toBeNull(),
  );
  it('is not presumed wrong where it does not say where texts go', () => {
    expect(textsTo(null)).toBeNull();
    expect(textsElsewhere(line.number, null, textsHere)).toBeNull();
  });
  it('has a number whose texts go elsewhere', () => {
    const sentence = textsTo('https://old.example.com/sms?key=secret');
    expect(sentence).toContain('texts to it go to https://old.example.com…');
    expect(sentence).toContain(textsHere);
    expect(sentence).not.toContain('secret');
  });
});

it.each([
  [2_001, 'behind'],
  [-5_000, 'ahead of'],
])('names a clock by which that of Postgres is %d ms ahead', (clockAheadMs, word) => {
  expect(look({ clockAheadMs })).toMatchObject([
    { kind: 'clock_off', level: 'error', text: expect.stringContaining(word) },
  ]);
});
it('leaves a clock in peace that is no more than 2 s off', () => expect(look({ clockAheadMs: -2_000 })).toEqual([]));
