import { type FallbackScript, providerRegistry } from '@ringdown/telephony';
import { fallbackDocuments } from './line-fallback.js';

const registry = providerRegistry({ twilioApiUrl: '', plivoApiUrl: '' });
const spoken = (text: string) => ({ parts: [{ text }], language: 'en-GB', voice: 'Polly.Amy' });
const ring = { kind: 'ring', seconds: 25, timeLimitSeconds: 14_400, screeningSeconds: 18 } as const;
const script: FallbackScript = {
  lineNumber: '+12245550123',
  steps: [
    {
      name: 'start',
      says: [spoken('Tom & Jerry\u0000 <here>')],
      then: { ...ring, number: '+14155550101', attempt: 1 },
    },
    {
      name: 'after-1',
      says: [{ audioUrl: 'https://ring.example/audio/x.mp3' }],
      then: { kind: 'record' },
    },
    { name: 'recorded', says: [spoken('Thanks.')], then: { kind: 'hang-up' } },
  ],
  ask: {
    say: {
      parts: [{ text: 'Call for X from ' }, { text: 'an unknown caller' }, { text: '. Press 1.' }],
      language: 'en-GB',
      voice: 'Polly.Amy',
    },
    silenceSeconds: 10,
  },
};
const nothing: FallbackScript = {
  ...script,
  steps: [{ name: 'start', says: [], then: { kind: 'hang-up' } }],
  ask: null,
};

const files = (provider: 'twilio' | 'plivo', of = script): Record<string, string> =>
  Object.fromEntries(
    fallbackDocuments(registry.named(provider), of, 'https://v/f').map(({ name, body }) => [
      name,
      body.replace(/^<\?xml[^>]*\?>/, ''),
    ]),
  );

it('is TwiML that asks with GET, so that a proxy can decide by the query', () => {
  const say = (text: string) => `<Say language="en-GB" voice="Polly.Amy">${text}</Say>`;
  const record =
    '<Record action="https://v/f/recorded" method="GET" maxLength="120" timeout="5" finishOnKey="#" playBeep="true"/>';
  const message = `<Response><Play>https://ring.example/audio/x.mp3</Play>${record}<Hangup/></Response>`;
  expect(files('twilio')).toEqual({
    start:
      `<Response>${say('Tom &amp; Jerry  &lt;here&gt;')}` +
      '<Dial action="https://v/f/after-1" method="GET" timeout="25" timeLimit="14400" answerOnBridge="true" callerId="+12245550123">' +
      '<Number url="https://v/f/screen" method="GET">+14155550101</Number></Dial></Response>',
    'after-1': message,
    recorded: `<Response>${say('Thanks.')}<Hangup/></Response>`,
    screen:
      '<Response><Gather input="dtmf" numDigits="1" timeout="10" finishOnKey="" action="https://v/f/keys" method="GET">' +
      `${say('Call for X from an unknown caller. Press 1.')}</Gather><Hangup/></Response>`,
    accepted: '<Response/>',
    passed: '<Response><Hangup/></Response>',
    over: '<Response><Hangup/></Response>',
    last: message,
  });
});

it('is Plivo XML with the provider’s own screening', () => {
  const speak = (text: string) => `<Speak language="en-GB" voice="Polly.Amy">${text}</Speak>`;
  const message =
    '<Play>https://ring.example/audio/x.mp3</Play><Record action="https://v/f/recorded" method="GET" redirect="true" maxLength="120" ' +
    'timeout="5" finishOnKey="#" playBeep="true" fileFormat="mp3"/><Hangup/></Response>';
  expect(files('plivo')).toEqual({
    start:
      `<Response>${speak('Tom &amp; Jerry  &lt;here&gt;')}` +
      '<Dial action="https://v/f/after-1" method="GET" redirect="true" timeout="25" timeLimit="14400" callerId="12245550123" ' +
      'dialMusic="real" confirmSound="https://v/f/screen" confirmKey="1" confirmTimeout="18"><Number>14155550101</Number></Dial></Response>',
    'after-1': `<Response>${message}`,
    'unsure-1': `<Response>${speak('If you have not been connected, please stay on the line.')}<Wait length="5"/>${message}`,
    recorded: `<Response>${speak('Thanks.')}<Hangup/></Response>`,
    screen: `<Response>${speak('Call for X from an unknown caller. Press 1.')}<Wait length="10"/></Response>`,
    last: `<Response>${message}`,
  });
});

it.each(['twilio', 'plivo'] as const)('ends a call of %s in which there is nobody to ring', (provider) => {
  const { start, last } = files(provider, nothing);
  expect(start).toBe('<Response><Hangup/></Response>');
  expect(last).toBe(start);
});
