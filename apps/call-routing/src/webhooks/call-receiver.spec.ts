import { type ConfigDocument, defaultNotifyLimits } from '@ringdown/contracts';
import { type CallCommand, type CallerIdentity, type CallerVerification, unknownCaller } from '@ringdown/domain-calls';
import type { Settings } from '@ringdown/platform-config';
import { capabilitiesOf } from '@ringdown/telephony';
import { fixedClock } from '@ringdown/testkit';
import type { CallEngine } from '../calls/call-engine.js';
import { aLine, aMirror, aSchedule, aUser } from '../testing/a-mirror.js';
import type { CallDefectRepository } from '../calls/call-defects.js';
import { CallAdmission, ArrivingCalls } from '../routing/call-admission.js';
import { ContactBook } from '../routing/contact-book.js';
import { DiallingRule } from '../routing/dialling-rule.js';
import type { LineTrafficRepository } from '../routing/line-traffic.repository.js';
import { CallPlanner } from '../routing/call-planner.js';
import { CallReceiver } from './call-receiver.js';
import { WhoIsOnCall } from '../routing/who-is-on-call.js';

type Receive = Extract<CallCommand, { type: 'receive' }>;

const contact = { id: 'contact_1', name: 'Mitchell Starc', phone: '+14156040016', blocked: false };
const settings = { publicUrl: 'https://ringdown.example.com' } as Settings;
const organisation = {
  id: 'organisation' as const,
  blockedPrefixes: ['+1212'],
  allowedCountries: null,
  notifyFrom: null,
  notifyLimits: defaultNotifyLimits,
  manualIntegrationId: null,
};
const twilio = { name: 'twilio', capabilities: capabilitiesOf('twilio') };
const noDefects = { note: () => Promise.resolve() } as unknown as CallDefectRepository;
const withheld = { number: null, address: null };
const quiet = { ofCaller: 0, live: 0 };

/** The service with this configuration; what it would run is kept. */
function world(change: Parameters<typeof aMirror>[0] = {}, traffic: typeof quiet | null = quiet) {
  const { mirror, becomes } = aMirror({
    user: [aUser(1), aUser(2)],
    schedule: [aSchedule()],
    contact: [contact],
    line: [aLine()],
    settings: [organisation],
    ...change,
  });
  const run = new Map<string, Receive>();
  const receiveOne = async (command: Receive) => {
    run.set(command.details.providerCallId, command);
    // as long as a save takes
    await new Promise((resolve) => setImmediate(resolve));
  };
  const engine = { receive: receiveOne } as unknown as CallEngine;
  const clock = fixedClock('2026-01-05T03:00:00.000Z');
  const plan = new CallPlanner(mirror, new WhoIsOnCall(mirror), new DiallingRule(mirror), settings);
  const busy = { of: () => Promise.resolve(traffic) } as unknown as LineTrafficRepository;
  const admit = new CallAdmission(new ContactBook(mirror), busy, new ArrivingCalls(), mirror);
  const receive = new CallReceiver(engine, plan, admit, noDefects, clock);
  return {
    becomes,
    rings: async (
      line = aLine(),
      caller: string | CallerIdentity = contact.phone,
      providerCallId = 'CA1',
      verification: CallerVerification | null = null,
    ): Promise<Receive> => {
      const incoming = typeof caller === 'string' ? { number: caller, address: null } : caller;
      await receive.receive(line, twilio, { providerCallId, caller: incoming, verification });
      return run.get(providerCallId) as Receive;
    },
  };
}

it('receives a call with its caller, the plan of this moment and the line as it is set now', async () => {
  const { at, details, plan, admission } = await world().rings();
  expect(at).toBe(Date.parse('2026-01-05T03:00:00.000Z'));
  expect(details).toEqual({
    id: expect.stringMatching(/^call_[0-9a-z]+$/) as unknown,
    lineId: 'line_1',
    lineName: 'On-call hotline',
    lineNumber: '+12245550123',
    provider: 'twilio',
    capabilities: { screensByItself: false, reportsRinging: true },
    providerCallId: 'CA1',
    providerAccountId: 'acct_1',
    caller: {
      number: '+14156040016',
      address: null,
      name: 'Mitchell Starc',
      contactId: 'contact_1',
      verification: null,
    },
    calledAt: at,
    test: false,
    setup: {
      ringTimeoutSeconds: 25,
      maxWaitSeconds: 180,
      screening: true,
      recordingEnabled: false,
      takeMessageWhenNoOneOnCall: true,
      progressMessages: true,
      messages: {
        welcome: { text: 'Welcome.', language: 'en-US', voice: 'Polly.Joanna' },
        noOneOnCall: { text: 'No one.', language: 'en-US', voice: 'Polly.Joanna' },
        noAnswer: { text: 'Leave a message.', language: 'en-US', voice: 'Polly.Joanna' },
      },
    },
  });
  expect(plan.map(({ role, responder }) => [role, responder?.userName])).toEqual([
    ['primary', 'Priya S.'],
    ['fallback1', 'Sam T.'],
  ]);
  expect(admission).toEqual({ kind: 'ring' });
});

it('gives each call of the provider one id, whichever instance is asked', async () => {
  const { id } = (await world().rings()).details;
  expect((await world().rings()).details.id).toBe(id);
  expect((await world().rings(aLine(), contact.phone, 'CA2')).details.id).not.toBe(id);
});

it('knows no name for a stranger, and nothing of a withheld number', async () => {
  const { rings } = world();
  const stranger = { ...unknownCaller, number: '+14155550199' };
  expect((await rings(aLine(), '+14155550199')).details.caller).toEqual(stranger);
  expect((await rings(aLine(), withheld)).details.caller).toEqual(unknownCaller);
});

it('follows a contact to a new number', async () => {
  const { rings, becomes } = world();
  becomes({ contact: [{ ...contact, phone: '+14155550199' }] });
  expect((await rings(aLine(), '+14155550199')).details.caller.name).toBe('Mitchell Starc');
  expect((await rings(aLine(), contact.phone)).details.caller.name).toBeNull();
});

it('refuses a blocked contact, a blocked prefix, and everybody while the line is off', async () => {
  const { rings } = world({ contact: [{ ...contact, blocked: true }] });
  expect((await rings()).admission).toEqual({ kind: 'refuse', refusal: 'caller_blocked' });
  expect((await rings(aLine(), '+12125550100')).admission).toEqual({ kind: 'refuse', refusal: 'caller_blocked' });
  expect((await rings(aLine(), '+14155550199')).admission).toEqual({ kind: 'ring' });
  const off = aLine({ enabled: false });
  expect((await rings(off, '+14155550199')).admission).toEqual({ kind: 'refuse', refusal: 'line_disabled' });
});

it('treats a withheld number as the line is set', async () => {
  const { rings } = world();
  const admission = async (withheldCallers: 'ring' | 'voicemail' | 'reject') =>
    (await rings(aLine({ withheldCallers }), withheld)).admission;
  expect(await admission('ring')).toEqual({ kind: 'ring' });
  expect(await admission('voicemail')).toEqual({ kind: 'divert', because: 'caller_withheld' });
  expect(await admission('reject')).toEqual({ kind: 'refuse', refusal: 'caller_withheld' });
});

it('keeps a caller who is no phone number, and what the carriers say, and lets them in', async () => {
  const { rings } = world();
  const alice = { number: null, address: 'sip:alice@pbx.example.com' };
  const verification = { result: 'failed', attestation: 'C', reported: 'TN-Validation-Failed-C' } as const;
  for (const withheldCallers of ['voicemail', 'reject'] as const) {
    const { details, admission } = await rings(aLine({ withheldCallers }), alice, 'CA1', verification);
    expect(details.caller).toEqual({ ...unknownCaller, ...alice, verification });
    expect(admission).toEqual({ kind: 'ring' });
  }
});

it('sends a caller over the limit to the voicemail, and lets ring while nobody can count', async () => {
  expect((await world({}, { ofCaller: 100, live: 0 }).rings()).admission).toMatchObject({ because: 'caller_limit' });
  expect((await world({}, { ofCaller: 0, live: 10 }).rings()).admission).toMatchObject({ because: 'line_busy' });
  expect((await world({}, null).rings()).admission).toEqual({ kind: 'ring' });
});

it('counts calls that arrive at the same moment, before Postgres can', async () => {
  const { rings } = world();
  const line = aLine({ callerLimit: { perCallerPerHour: 100, concurrentCalls: 2 } });
  const admitted = await Promise.all(['CA1', 'CA2', 'CA3', 'CA4'].map((id) => rings(line, contact.phone, id)));
  expect(admitted.map(({ admission }) => admission.kind)).toEqual(['ring', 'ring', 'divert', 'divert']);
});

it('counts those who arrive at the same moment by their addresses, where they have no numbers', async () => {
  const { rings } = world();
  const line = aLine({ callerLimit: { perCallerPerHour: 1, concurrentCalls: 10 } });
  const from = ['sip:alice@pbx.example.com', 'sip:bob@pbx.example.com', 'sip:alice@pbx.example.com', null];
  const admitted = await Promise.all(from.map((address, n) => rings(line, { number: null, address }, `CA${n}`)));
  expect(admitted.map(({ admission }) => admission.kind)).toEqual(['ring', 'ring', 'divert', 'ring']);
});

it('does not ring the responder who calls', async () => {
  const { plan } = await world().rings(aLine(), '+14155550101');
  expect(plan[0]).toMatchObject({ responder: null, skip: 'is_the_caller', user: { id: 'user_1' } });
});

describe('the toll-fraud rule', () => {
  const abroad = { user: [aUser(1, { phone: '+33612345678' }), aUser(2)] };

  it('dials in the countries of the lines’ numbers, by default', async () => {
    const { rings, becomes } = world(abroad);
    expect((await rings()).plan.map(({ skip }) => skip)).toEqual(['phone_not_allowed', null]);
    const french = aLine({ id: 'line_2', number: '+33123456789' });
    becomes({ ...abroad, schedule: [aSchedule()], line: [aLine(), french] });
    expect((await rings()).plan.map(({ skip }) => skip)).toEqual([null, null]);
  });

  it('dials in the countries of the settings alone, where they name some', async () => {
    const { rings } = world({ ...abroad, settings: [{ ...organisation, allowedCountries: ['FR'] }] });
    expect((await rings()).plan.map(({ skip }) => skip)).toEqual([null, 'phone_not_allowed']);
  });
});

describe('a phone in an area that is newer than what we know', () => {
  const phone = '+16792345678';
  const verified = { phone, phoneVerifiedAt: '2026-01-01T00:00:00.000Z' };
  const skips = async (...users: readonly ConfigDocument<'user'>[]) => {
    const { plan } = await world({ user: [...users, aUser(2)] }).rings();
    return plan[0]?.skip ?? null;
  };

  it('is dialled once it is verified, whoever verified it', async () => {
    expect(await skips(aUser(1, { phone }))).toBe('phone_not_allowed');
    expect(await skips(aUser(1, verified))).toBeNull();
    expect(await skips(aUser(1, { phone }), aUser(3, verified))).toBeNull();
  });

  it('is not dialled for another number’s sake, nor what costs more', async () => {
    expect(await skips(aUser(1, { phone }), aUser(3, { ...verified, phone: '+14155550103' }))).toBe(
      'phone_not_allowed',
    );
    expect(await skips(aUser(1, { ...verified, phone: '+19005550100' }))).toBe('phone_not_allowed');
  });

  it('is skipped with words that say what to do', async () => {
    const detail = async (phoneOf1: string) => {
      const [first] = (await world({ user: [aUser(1, { phone: phoneOf1 }), aUser(2)] }).rings()).plan;
      return first && 'detail' in first ? first.detail : null;
    };
    expect(await detail(phone)).toMatch(/once it is verified/);
    expect(await detail('+447911123456')).toMatch(/Guernsey \(GG\).*add GG to allowedCountries/);
    expect(await detail('+16045550123')).toMatch(/Canada \(CA\)/);
  });
});

describe('test mode', () => {
  const mode = (until: string) => ({ 'test-mode': [{ id: 'line_1', userId: 'user_2', until }] });

  it('rings the tester in every role, and flags the call', async () => {
    const { details, plan } = await world(mode('2026-01-05T03:00:00.001Z')).rings();
    expect(details.test).toBe(true);
    expect(plan.map(({ responder }) => responder?.userId)).toEqual(['user_2', 'user_2']);
  });

  it('ends by its timestamp, and is another line’s matter', async () => {
    expect((await world(mode('2026-01-05T03:00:00.000Z')).rings()).details.test).toBe(false);
    expect((await world(mode('2026-01-05T03:05:00.000Z')).rings(aLine({ id: 'line_2' }))).details.test).toBe(false);
  });
});

describe('an uploaded message', () => {
  const welcome = { type: 'audio' as const, audioId: 'audio_1' };
  const line = aLine({ messages: { ...aLine().messages, welcome } });
  const audio = {
    id: 'audio_1',
    name: 'welcome.mp3',
    contentType: 'audio/mpeg' as const,
    bytes: 9000,
    file: `${'0f'.repeat(16)}.mp3`,
  };

  it('is played from its unguessable address', async () => {
    expect((await world({ audio: [audio] }).rings(line)).details.setup.messages.welcome).toEqual({
      audioId: 'audio_1',
      audioUrl: `https://ringdown.example.com/audio/${audio.file}`,
    });
  });

  it('is replaced by words while it is not known here', async () => {
    expect((await world().rings(line)).details.setup.messages.welcome).toMatchObject({
      text: expect.any(String) as unknown,
    });
  });
});
