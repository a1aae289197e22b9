import { itIsATelephonyProvider } from '../testing/it-is-a-telephony-provider.js';
import { plivoRig } from '../testing/plivo/plivo-rig.js';
import { plivoComplaints } from '../testing/plivo/read-plivo-xml.js';
import { PlivoProvider } from './plivo-provider.js';

itIsATelephonyProvider('Plivo', plivoRig);

const provider = new PlivoProvider('https://api.example.com');
const line = 'https://hooks.example.com/voice/plivo/line_1/calls/call_1';
const urls = {
  over: `${line}/attempts/1/dial`,
  screen: `${line}/attempts/1/screen`,
  leg: `${line}/attempts/1/leg`,
  recording: `${line}/recordings/conversation`,
};
const dial = {
  kind: 'dial',
  say: null,
  number: '+14155550102',
  callerId: '+12245550123',
  timeoutSeconds: 30,
  timeLimitSeconds: 3600,
  screeningSeconds: 20,
  urls,
} as const;
const call = 'timeout="30" timeLimit="3600" callerId="12245550123" dialMusic="real"';

describe('the XML that the tests take for right', () => {
  it.each([
    ['an element of another language', '<Say>hello</Say>'],
    ['an attribute that there is not', '<Dial confirmsound="https://x/"><Number>14155550102</Number></Dial>'],
    ['a number that is none', '<Wait length="soon"/>'],
    ['a caller ID with a plus', '<Dial callerId="+12245550123"><Number>14155550102</Number></Dial>'],
    ['a voice that there is not', '<Speak voice="alice">hello</Speak>'],
    ['an element in the wrong place', '<Dial><Speak>hello</Speak></Dial>'],
    ['an element in the wrong case', '<speak>hello</speak>'],
    ['a text by itself', 'hello'],
    ['a bare &', '<Redirect>https://x/?a=1&b=2</Redirect>'],
    ['what is not closed', '<Speak>hello'],
  ])('is not %s', (_, inside) => expect(plivoComplaints(`<Response>${inside}</Response>`, 'caller')).not.toEqual([]));

  it('is nothing but sounds on a responder’s leg', () =>
    expect(plivoComplaints('<Response><Hangup/></Response>', 'responder')).toEqual(["Hangup on a responder's leg"]));
});

it('dials one number that is screened and recorded, from the line’s own number', () => {
  const { body } = provider.renderForCaller({ ...dial, screened: true, recorded: true });
  expect(body).toBe(
    '<Response>' +
      '<Record startOnDialAnswer="true" redirect="false" maxLength="14400" fileFormat="mp3" ' +
      `callbackUrl="${urls.recording}" callbackMethod="POST"/>` +
      `<Dial action="${urls.over}" method="POST" redirect="true" ${call} callbackUrl="${urls.leg}" callbackMethod="POST" ` +
      `confirmSound="${urls.screen}" confirmKey="1" confirmTimeout="20" digitsMatchBLeg="2"><Number>14155550102</Number></Dial></Response>`,
  );
});

it('connects whoever picks up where nobody is screened', () =>
  expect(provider.renderForCaller({ ...dial, screened: false, recorded: false }).body).toBe(
    `<Response><Dial action="${urls.over}" method="POST" redirect="true" ${call} callbackUrl="${urls.leg}" ` +
      'callbackMethod="POST"><Number>14155550102</Number></Dial></Response>',
  ));

it.each([
  [0, 5],
  [30, 30],
  [2000, 600],
])('keeps a ring limit of %d s within what Plivo takes: %d s', (timeoutSeconds, shown) => {
  const { body } = provider.renderForCaller({ ...dial, timeoutSeconds, screened: false, recorded: false });
  expect(body).toContain(` timeout="${shown}"`);
});

it('asks a responder twice, since a beep may swallow the first', () => {
  const say = { parts: [{ text: 'From ' }, { telephone: '+14156040016' }], language: 'en-US', voice: 'Polly.Joanna' };
  const spoken =
    '<Speak language="en-US" voice="Polly.Joanna">From <say-as interpret-as="telephone">+14156040016</say-as></Speak>';
  const keysUrl = `${line}/attempts/1/keys`;
  expect(provider.renderForResponder({ kind: 'ask', say, silenceSeconds: 10, keysUrl }).body).toBe(
    `<Response>${spoken}<Wait length="2"/>${spoken}<Wait length="10"/></Response>`,
  );
});

it.each(['connect', 'hang-up'] as const)('says nothing to a responder that would invite a key: %s', (kind) =>
  expect(provider.renderForResponder({ kind }).body).toBe('<Response><Wait length="1"/></Response>'),
);

it('rejects, and takes messages, as Plivo documents it', () => {
  const message = (transcript: string | null): string =>
    provider.renderForCaller({
      kind: 'take-message',
      say: { audioUrl: 'https://hooks.example.com/a.mp3?a=1&b=2' },
      urls: { over: `${line}/message`, recording: `${line}/recordings/voicemail`, transcript },
    }).body;
  const record =
    `<Record action="${line}/message" method="POST" redirect="true" maxLength="120" timeout="5" finishOnKey="#" ` +
    `playBeep="true" fileFormat="mp3" callbackUrl="${line}/recordings/voicemail" callbackMethod="POST"`;
  const played = '<Play>https://hooks.example.com/a.mp3?a=1&amp;b=2</Play>';
  const transcription = `transcriptionType="auto" transcriptionUrl="${line}/transcript" transcriptionMethod="POST"`;
  expect(message(null)).toBe(`<Response>${played}${record}/><Hangup/></Response>`);
  expect(message(`${line}/transcript`)).toBe(`<Response>${played}${record} ${transcription}/><Hangup/></Response>`);
  expect(provider.renderForCaller({ kind: 'reject' }).body).toBe('<Response><Hangup reason="rejected"/></Response>');
});
