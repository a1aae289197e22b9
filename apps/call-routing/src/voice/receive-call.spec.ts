import type { CallCommand } from '@ringdown/domain-calls';
import { fixedClock } from '@ringdown/testkit';
import type { RunCall } from '../calls/run-call.js';
import { aLine, aMirror, aSchedule, aUser } from '../testing/a-mirror.js';
import { ReceiveCall } from './receive-call.js';
import { WhoIsOnCall } from './who-is-on-call.js';

type Receive = Extract<CallCommand, { type: 'receive' }>;

const contact = { id: 'contact_1', name: 'Mitchell Starc', phone: '+14156040016', blocked: false };
const incoming = { providerCallId: 'CA1', callerNumber: contact.phone };

/** The service with this configuration; what it would run is kept. */
function world(change: Parameters<typeof aMirror>[0] = {}) {
  const { mirror, becomes } = aMirror({
    user: [aUser(1), aUser(2)],
    schedule: [aSchedule()],
    contact: [contact],
    ...change,
  });
  const run: Receive[] = [];
  const runCall = { receive: (command: Receive) => run.push(command) } as unknown as RunCall;
  const clock = fixedClock('2026-01-05T03:00:00.000Z');
  const receive = new ReceiveCall(runCall, new WhoIsOnCall(mirror), clock, mirror);
  return {
    becomes,
    rings: (line = aLine(), callerNumber: string | null = incoming.callerNumber) => {
      void receive.execute(line, 'twilio', { ...incoming, callerNumber });
      return run.at(-1) as Receive;
    },
  };
}

it('receives a call with its caller, the plan of this moment and the line as it is set now', () => {
  const { at, facts, plan, refusal } = world().rings();
  expect(at).toBe(Date.parse('2026-01-05T03:00:00.000Z'));
  expect(facts).toEqual({
    id: expect.stringMatching(/^call_[0-9a-z]+$/),
    lineId: 'line_1',
    lineName: 'On-call hotline',
    lineNumber: '+12245550123',
    provider: 'twilio',
    providerCallId: 'CA1',
    providerAccountId: 'acct_1',
    caller: { number: '+14156040016', name: 'Mitchell Starc', contactId: 'contact_1' },
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
  expect(refusal).toBeNull();
});

it('gives each call an id of its own', () => {
  const { rings } = world();
  expect(rings().facts.id).not.toBe(rings().facts.id);
});

it('knows no name for a stranger, and nothing of a withheld number', () => {
  const { rings } = world();
  expect(rings(aLine(), '+14155550199').facts.caller).toEqual({ number: '+14155550199', name: null, contactId: null });
  expect(rings(aLine(), null).facts.caller).toEqual({ number: null, name: null, contactId: null });
});

it('follows a contact to a new number', () => {
  const { rings, becomes } = world();
  becomes({ contact: [{ ...contact, phone: '+14155550199' }] });
  expect(rings(aLine(), '+14155550199').facts.caller.name).toBe('Mitchell Starc');
  expect(rings(aLine(), contact.phone).facts.caller.name).toBeNull();
});

it('refuses a blocked caller, and everybody while the line is off', () => {
  const blocked = world({ contact: [{ ...contact, blocked: true }] });
  expect(blocked.rings().refusal).toBe('caller_blocked');
  expect(blocked.rings(aLine(), '+14155550199').refusal).toBeNull();
  expect(blocked.rings(aLine({ enabled: false })).refusal).toBe('line_disabled');
});

it('does not ring the responder who calls', () => {
  const { plan } = world().rings(aLine(), '+14155550101');
  expect(plan[0]).toMatchObject({ responder: null, skip: 'is_the_caller', user: { id: 'user_1' } });
});
