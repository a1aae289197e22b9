import { capabilitiesOf } from '@ringdown/telephony';
import { callbackContextOf } from './callback-context.js';

const caller = { providerCallId: 'CA1', caller: { number: '+14156040016', address: null }, verification: null };
const read = (path: string) => {
  const { place, caller: who } = callbackContextOf(
    {
      provider: { name: 'twilio', capabilities: capabilitiesOf('twilio') },
      lineId: 'line_1',
      url: `/voice/twilio/line_1/calls/call_1/${path}`,
    },
    caller,
  );
  return [place, who];
};

it.each([
  ['proceed', { kind: 'greeting' }, caller],
  ['proceed?held=1', { kind: 'greeting' }, caller],
  ['proceed?ring=2', { kind: 'attempt', attempt: 2 }, caller],
  ['proceed?held=1&ring=3', { kind: 'attempt', attempt: 3 }, caller],
  ['message?ring=2', { kind: 'message' }, caller],
  ['message', { kind: 'message' }, caller],
  ['attempts/2/dial', { kind: 'attempt', attempt: 2 }, caller],
  ['attempts/2/dial?again=1', { kind: 'attempt', attempt: 2 }, caller],
  ['attempts/2/dial/', { kind: 'attempt', attempt: 2 }, caller],
  ['message/?again=1', { kind: 'message' }, caller],
  ['attempts/2/screen', { kind: 'attempt', attempt: 2 }, null],
  ['attempts/3/keys', { kind: 'attempt', attempt: 3 }, null],
  ['attempts/0/leg', { kind: 'greeting' }, null],
  ['recordings/voicemail', { kind: 'greeting' }, null],
])('reads of %s where the call is, and who calls', (path, place, who) => {
  expect(read(path)).toEqual([place, who]);
});
