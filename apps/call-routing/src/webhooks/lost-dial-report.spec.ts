import { cpuTimeOf } from '@ringdown/testkit';
import { pickUp, proceed, received, storedAfter } from '../testing/a-call.js';
import { callUrls } from '../calls/call-urls.js';
import { dialReportedTo, lostDialReport, ringAskedAt } from './callback-context.js';

const urls = callUrls('https://ringdown.example.com/voice/twilio/line_1', 'call_1');

it('knows the dial by the address that was to hear of its end', () => {
  const over = { callId: 'call_1', attempt: 2 };
  expect(dialReportedTo(urls.attempt(2).over)).toEqual(over);
  expect(dialReportedTo(`${urls.attempt(2).over}?held=1`)).toEqual(over);
  expect(dialReportedTo(`${urls.attempt(2).over}/`)).toEqual(over);
  expect(dialReportedTo(`${urls.attempt(2).over}/?held=1`)).toEqual(over);
});

it.each([
  urls.proceed,
  urls.message,
  urls.attempt(2).keys,
  urls.attempt(2).screen,
  `${urls.attempt(2).over}s`,
  '',
  null,
])('takes no other address for one (%s)', (url) => {
  expect(dialReportedTo(url)).toBeNull();
});

it('knows who is to be rung by the address that asks for their dial', () => {
  expect(ringAskedAt(urls.ring(2))).toEqual({ callId: 'call_1', attempt: 2 });
  expect(ringAskedAt(`${urls.proceed}?held=1&ring=3`)).toEqual({ callId: 'call_1', attempt: 3 });
});

it('reads an address of any length', () => {
  const address = `&${'00&/calls/-/proceed?&'.repeat(20_000)}00`;
  expect(cpuTimeOf(() => ringAskedAt(address))).toBeLessThan(500);
  expect(ringAskedAt(address)).toBeNull();
});

it.each([
  urls.proceed,
  `${urls.proceed}?held=1`,
  `${urls.proceed}?ring=200`,
  `${urls.proceed}?string=2`,
  `${urls.message}?ring=2`,
  null,
  undefined,
])('rings nobody for another address (%s)', (url) => expect(ringAskedAt(url)).toBeNull());

it('counts the dial as completed only where somebody had picked up', () => {
  const { call: ringing } = storedAfter(received(), proceed(1));
  const { call: pickedUp } = storedAfter(received(), proceed(1), pickUp(3));
  const known = { miss: 'no_answer', bridged: null, callerGone: false };
  expect(lostDialReport(ringing, 1)).toEqual({ ...known, completed: false });
  expect(lostDialReport(pickedUp, 1)).toEqual({ ...known, completed: true });
});
