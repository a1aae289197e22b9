import type { Settings } from '@ringdown/platform-config';
import { capabilitiesOf } from '@ringdown/telephony';
import { fixedClock } from '@ringdown/testkit';
import { aLine, aMirror, aSchedule, aUser } from '../testing/a-mirror.js';
import { ContactBook } from '../routing/contact-book.js';
import { DiallingRule } from '../routing/dialling-rule.js';
import { CallPlanner } from '../routing/call-planner.js';
import { WhoIsOnCall } from '../routing/who-is-on-call.js';
import { CallRebuilder } from './call-rebuilder.js';
import { callbackContextOf } from './callback-context.js';

const twilio = { name: 'twilio', capabilities: capabilitiesOf('twilio') };
const settings = { publicUrl: 'https://ringdown.example.com' } as Settings;
const caller = { providerCallId: 'CA1', caller: { number: '+14156040016', address: null }, verification: null };

function rebuilt(url: string, lineId = 'line_1', timeZone = 'UTC') {
  const schedule = [aSchedule({ timeZone })];
  const { mirror } = aMirror({ user: [aUser(1), aUser(2)], schedule, line: [aLine()] });
  const plan = new CallPlanner(mirror, new WhoIsOnCall(mirror), new DiallingRule(mirror), settings);
  const clock = fixedClock('2026-01-05T03:00:00.000Z');
  const rebuilder = new CallRebuilder(plan, new ContactBook(mirror), mirror, clock);
  return rebuilder.rebuild('call_1', callbackContextOf({ provider: twilio, lineId, url }, caller));
}

it('goes on with the plan of the line at the attempt that the address names', () => {
  const stored = rebuilt('/voice/twilio/line_1/calls/call_1/attempts/2/dial');
  expect(stored).toMatchObject({ version: 0, correlationId: 'call_1' });
  expect(stored?.call).toMatchObject({
    id: 'call_1',
    lineName: 'On-call hotline',
    providerCallId: 'CA1',
    caller: { number: '+14156040016' },
    phase: { name: 'ringing', attempt: 2 },
  });
  expect(stored?.call.attempts.map((a) => [a.user?.id, a.result])).toEqual([
    ['user_1', 'no_answer'],
    ['user_2', 'ringing'],
  ]);
  expect(stored?.steps).toHaveLength(1);
});

it('rings the one whose dial is asked for after the sentence before it', () => {
  const stored = rebuilt('/voice/twilio/line_1/calls/call_1/proceed?ring=2');
  expect(stored?.call).toMatchObject({ providerCallId: 'CA1', phase: { name: 'ringing', attempt: 2, fetched: true } });
});

it('shows in its log what could not be determined, and rings the others', () => {
  const stored = rebuilt('/voice/twilio/line_1/calls/call_1/proceed', 'line_1', 'PST');
  expect(stored?.steps.map(({ text }) => text)).toContainEqual(expect.stringMatching(/^Something failed .*PST/));
  expect(stored?.call.attempts.map(({ user, result }) => [user?.id, result])).toEqual([
    [undefined, 'skipped'],
    ['user_2', 'waiting'],
  ]);
});

it('does not take the responder for the caller', () => {
  const stored = rebuilt('/voice/twilio/line_1/calls/call_1/attempts/1/screen');
  expect(stored?.call).toMatchObject({ providerCallId: 'of call_1', caller: { number: null, name: null } });
});

it('knows nothing of a line that is gone', () => {
  expect(rebuilt('/voice/twilio/line_9/calls/call_1/proceed', 'line_9')).toBeNull();
});
