import { itIsATelephonyProvider } from '../testing/it-is-a-telephony-provider.js';
import { twimlComplaints } from '../testing/twilio/read-twiml.js';
import { twilioRig } from '../testing/twilio/twilio-rig.js';
import { TwilioProvider } from './twilio-provider.js';

itIsATelephonyProvider('Twilio', twilioRig);

const provider = new TwilioProvider('https://api.example.com');
const line = 'https://hooks.example.com/voice/twilio/line_1/calls/call_1';
const urls = {
  over: `${line}/attempts/1/dial`,
  screen: `${line}/attempts/1/screen`,
  leg: `${line}/attempts/1/leg`,
  recording: `${line}/recordings/conversation`,
};

describe('the TwiML that the tests take for right', () => {
  const inResponse = (inside: string) => `<?xml version="1.0" encoding="UTF-8"?><Response>${inside}</Response>`;

  it.each([
    ['an element of another language', '<Speak>hello</Speak>'],
    ['an attribute that there is not', '<Dial answeronbridge="true">+14155550102</Dial>'],
    ['a word that is none of the allowed', '<Dial record="always">+14155550102</Dial>'],
    ['one unknown word in a list', '<Dial recordingStatusCallbackEvent="completed gone"/>'],
    ['a number that is none', '<Pause length="soon"/>'],
    ['an element in the wrong place', '<Dial><Say>hello</Say></Dial>'],
    ['an element in the wrong case', '<say>hello</say>'],
    ['a bare &', '<Redirect>https://x/?a=1&b=2</Redirect>'],
    ['what is not closed', '<Say>hello'],
  ])('is not %s', (_, inside) => expect(twimlComplaints(inResponse(inside), 'caller')).not.toEqual([]));

  it('is no dial on a responder’s leg', () =>
    expect(twimlComplaints(inResponse('<Dial>+14155550102</Dial>'), 'responder')).toEqual([
      "Dial on a responder's leg",
    ]));
});

it('dials one number that is screened and recorded, from the line’s own number', () => {
  const { body } = provider.renderForCaller({
    kind: 'dial',
    number: '+14155550102',
    callerId: '+12245550123',
    timeoutSeconds: 30,
    timeLimitSeconds: 3600,
    screeningSeconds: 20,
    screened: true,
    recorded: true,
    urls,
  });
  expect(body).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><Response>' +
      `<Dial action="${urls.over}" method="POST" timeout="30" timeLimit="3600" answerOnBridge="true" callerId="+12245550123" ` +
      `record="record-from-answer-dual" recordingStatusCallback="${urls.recording}" recordingStatusCallbackEvent="completed absent">` +
      `<Number url="${urls.screen}" method="POST" statusCallback="${urls.leg}" statusCallbackMethod="POST" ` +
      'statusCallbackEvent="initiated ringing answered completed">+14155550102</Number></Dial></Response>',
  );
});

it.each([
  [0, 5],
  [30, 30],
  [2000, 600],
])('keeps a ring limit of %d s within what Twilio takes: %d s', (timeoutSeconds, shown) => {
  const { body } = provider.renderForCaller({
    kind: 'dial',
    number: '+14155550102',
    callerId: '+12245550123',
    timeoutSeconds,
    timeLimitSeconds: 3600,
    screeningSeconds: 20,
    screened: false,
    recorded: false,
    urls,
  });
  expect(body).toContain(` timeout="${shown}"`);
  expect(body).not.toMatch(/record|screen/);
});

it('hangs up on a responder who presses nothing, and on no one else', () => {
  const ask = { kind: 'ask', silenceSeconds: 10, keysUrl: `${line}/attempts/1/keys` } as const;
  const say = { parts: [{ text: 'From ' }, { telephone: '+14156040016' }], language: 'en-US', voice: 'Polly.Joanna' };
  expect(provider.renderForResponder({ ...ask, say }).body).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><Response>' +
      `<Gather input="dtmf" numDigits="1" timeout="10" finishOnKey="" action="${ask.keysUrl}" method="POST">` +
      '<Say language="en-US" voice="Polly.Joanna">From <say-as interpret-as="telephone">+14156040016</say-as></Say>' +
      '</Gather><Hangup/></Response>',
  );
});

it('connects by a document that says nothing, and acknowledges by the same', () =>
  expect(provider.renderForResponder({ kind: 'connect' })).toEqual(provider.acknowledgement));

it('refuses a signature that is there twice', () => {
  const [sample] = twilioRig.signatures.vectors;
  if (!sample) throw new Error('no vector');
  const signature = sample.request.headers['x-twilio-signature'] as string;
  const headers = { 'x-twilio-signature': [signature, signature] };
  expect(provider.isSigned({ ...sample.request, headers }, sample.account)).toBe(false);
});

it('has a message transcribed where that is wanted', () => {
  const instruction = { kind: 'take-message', say: { audioUrl: 'https://hooks.example.com/a.mp3' } } as const;
  const document = (transcript: string | null): string =>
    provider.renderForCaller({ ...instruction, urls: { over: urls.over, recording: urls.recording, transcript } }).body;
  const wanted = `transcribe="true" transcribeCallback="${line}/transcript"`;
  expect(document(`${line}/transcript`)).toContain(wanted);
  expect(document(null)).not.toContain('transcribe');
});

it('reads at the fallback URL whose answer could not be had', () => {
  const twilio = new TwilioProvider('https://api.twilio.com');
  expect(twilio.readFailedUrl({ ErrorCode: '11200', ErrorUrl: 'https://x/calls/call_1/attempts/1/dial' })).toBe(
    'https://x/calls/call_1/attempts/1/dial',
  );
  expect(twilio.readFailedUrl({ CallSid: 'CA1' })).toBeNull();
});
