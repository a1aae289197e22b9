import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fallbackKey } from '@ringdown/platform-config';
import { Response as buildPlivoResponse } from 'plivo';
import twilio from 'twilio';
import { publishedFallback } from '../testing/published-fallback.js';
import { aLine, aSchedule, aUser } from '../testing/a-mirror.js';

const monday = new Date('2026-01-05T03:00:00.000Z');
const nextMonday = new Date('2026-01-12T03:00:00.000Z');

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ringdown-fallback-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const key = fallbackKey('k'.repeat(32), 'line_1');
const folder = () => join(root, 'twilio/line_1', key);
const read = (name: string) => readFileSync(join(folder(), `${name}.xml`), 'utf8');

it('writes a line’s documents at an address that cannot be guessed', async () => {
  await publishedFallback(root).publisher.publish(monday);
  expect(readdirSync(folder()).sort()).toEqual(
    ['accepted', 'after-1', 'after-2', 'last', 'over', 'passed', 'recorded', 'screen', 'start'].map((n) => `${n}.xml`),
  );
  expect(read('start')).toContain(`action="https://voice.example.com/voice/twilio/line_1/fallback/${key}/after-1"`);
  expect(read('start')).toContain('+14155550101');
});

it('follows the rota by the clock alone', async () => {
  const { publisher } = publishedFallback(root);
  await publisher.publish(monday);
  await publisher.publish(nextMonday);
  expect(read('start')).toContain('+14155550102');
  expect(readdirSync(folder())).not.toContain('after-2.xml');
});

it('follows a change of the configuration', async () => {
  const { publisher, becomes, documents } = publishedFallback(root);
  await publisher.publish(monday);
  becomes({ ...documents, user: [aUser(1, { phone: '+14155550109' }), aUser(2)] });
  await publisher.publish(monday);
  expect(read('start')).toContain('+14155550109');
});

it('rings the stand-in of whoever is absent, and nobody for who has none', async () => {
  const absence = {
    id: 'abs_1',
    startsAt: '2026-01-05T00:00:00.000Z',
    endsAt: '2026-01-06T00:00:00.000Z',
    standInUserId: 'user_3',
    createdBy: 'user_1',
    createdAt: '2026-01-01T00:00:00.000Z',
  };
  const { publisher, becomes, documents } = publishedFallback(root, {
    user: [aUser(1, { absences: [absence] }), aUser(2), aUser(3)],
  });
  await publisher.publish(monday);
  expect(read('start')).toContain('+14155550103');
  const absences = [{ ...absence, standInUserId: null }];
  becomes({ ...documents, user: [aUser(1, { absences }), aUser(2), aUser(3)] });
  await publisher.publish(monday);
  expect(read('start')).toContain('+14155550102');
});

it('never has a number dialled that the live path would not dial', async () => {
  const { publisher } = publishedFallback(root, { user: [aUser(1, { phone: '+19005550100' }), aUser(2)] });
  await publisher.publish(monday);
  expect(read('start')).toContain('+14155550102');
  expect(
    readdirSync(folder())
      .map((file) => readFileSync(join(folder(), file), 'utf8'))
      .join(''),
  ).not.toContain('+1900');
});

it('removes the documents of a line that has gone, also after a restart, and of another key', async () => {
  await publishedFallback(root, { line: [aLine(), aLine({ id: 'line_2', number: '+12245550124' })] }).publisher.publish(
    monday,
  );
  expect(readdirSync(join(root, 'twilio'))).toEqual(['line_1', 'line_2']);
  const { publisher } = publishedFallback(root, {}, 'another key that is long enough too');
  await publisher.publish(monday);
  const all = readdirSync(root, { recursive: true }) as string[];
  expect(all.filter((path) => path.includes('line_2/') || path.includes(key))).toEqual([]);
  expect(all.filter((path) => path.endsWith('start.xml'))).toHaveLength(1);
});

it('mends files that somebody has spoiled, within a minute', async () => {
  const { publisher } = publishedFallback(root);
  await publisher.publish(monday);
  writeFileSync(join(folder(), 'start.xml'), 'spoiled');
  await publisher.publish(new Date(monday.getTime() + 61_000));
  expect(read('start')).toContain('+14155550101');
});

it('keeps the other lines’ documents when those of one cannot be written', async () => {
  writeFileSync(join(root, 'plivo'), 'a file where a folder has to be');
  const { publisher } = publishedFallback(root, {
    'provider-account': [
      { id: 'acct_2', name: 'P', provider: 'plivo', authId: 'MA1', authToken: 'encrypted' },
      { id: 'acct_1', name: 'T', provider: 'twilio', accountSid: 'AC1', authToken: 'encrypted' },
    ],
    line: [aLine({ id: 'line_0', providerAccountId: 'acct_2' }), aLine()],
    schedule: [aSchedule()],
  });
  await publisher.publish(monday);
  expect(read('start')).toContain('+14155550101');
});

/** Where Plivo's builder has its method. */
function plivoRenderer(): { toXML(): string } {
  let holder = buildPlivoResponse() as unknown as { toXML(): string };
  while (!Object.hasOwn(holder, 'toXML')) holder = Object.getPrototypeOf(holder) as typeof holder;
  return holder;
}

describe('a defect on the way to the documents', () => {
  const all = () => readdirSync(folder()).map((file) => read(file.replace('.xml', '')));
  afterEach(() => jest.restoreAllMocks());
  const broken = (): never => {
    throw new TypeError('a planted defect');
  };

  it('in one target leaves the others in them', async () => {
    const { publisher, noted } = publishedFallback(root, { schedule: [aSchedule({ timeZone: 'PST' })] });
    await publisher.publish(monday);
    expect(read('start')).toContain('+14155550102');
    expect(noted).toEqual([expect.stringMatching(/^Who is on call in Primary rota could not be determined .*PST/)]);
  });

  it('in the plan leaves those who can be determined without it', async () => {
    const { publisher, plan, noted } = publishedFallback(root);
    jest.spyOn(plan, 'plan').mockImplementation(broken);
    await publisher.publish(monday);
    expect(read('start')).toContain('+14155550101');
    expect(read('after-1')).toContain('+14155550102');
    expect(read('after-2')).toContain('<Record ');
    expect(noted[0]).toContain('a planted defect');
  });

  it('in the plan leaves the stand-ins of those who are absent', async () => {
    const absences = [
      {
        id: 'abs_1',
        startsAt: '2026-01-05T00:00:00.000Z',
        endsAt: '2026-01-06T00:00:00.000Z',
        standInUserId: 'user_3',
        createdBy: 'user_1',
        createdAt: '2026-01-01T00:00:00.000Z',
      },
    ];
    const user = [aUser(1, { absences }), aUser(2, { absences: [{ ...absences[0]!, standInUserId: null }] }), aUser(3)];
    const { publisher, plan, whoIsOnCall } = publishedFallback(root, { user });
    jest.spyOn(plan, 'plan').mockImplementation(broken);
    await publisher.publish(monday);
    expect(read('start')).toContain('+14155550103');
    expect(read('after-1')).toContain('<Record ');
    jest.spyOn(whoIsOnCall, 'candidates').mockImplementation(broken);
    await publisher.publish(monday);
    expect(read('start')).toContain('<Record ');
  });

  it('in who is on call leaves the people that are targets themselves', async () => {
    const { publisher, whoIsOnCall } = publishedFallback(root);
    jest.spyOn(whoIsOnCall, 'candidates').mockImplementation(broken);
    await publisher.publish(monday);
    expect(read('start')).toContain('+14155550102');
  });

  it.each(['twilio', 'plivo'] as const)('in the renderer of %s leaves documents of constant text', async (provider) => {
    const account = { id: 'acct_1', name: 'T', provider, accountSid: 'AC1', authId: 'MA1', authToken: 'encrypted' };
    const { publisher, noted } = publishedFallback(root, { 'provider-account': [account] });
    jest.spyOn(twilio.twiml.VoiceResponse.prototype, 'toString').mockImplementation(broken);
    jest.spyOn(plivoRenderer(), 'toXML').mockImplementation(broken);
    await publisher.publish(monday);
    const path = join(root, provider, 'line_1', key);
    const document = (name: string) => readFileSync(join(path, `${name}.xml`), 'utf8');
    expect(document('start')).toContain('14155550101');
    expect(document('after-1')).toContain('14155550102');
    for (const name of ['after-2', 'last']) expect(document(name)).toContain('<Record ');
    expect(document('screen')).toContain('Press 1 to accept');
    expect(noted[0]).toContain('a planted defect');
  });

  it('is nothing that is written down where there is none', async () => {
    const { publisher, noted } = publishedFallback(root);
    await publisher.publish(monday);
    expect(noted).toEqual([]);
    expect(all().join('')).not.toContain('Something failed');
  });
});
