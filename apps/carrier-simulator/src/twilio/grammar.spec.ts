import { readFileSync } from 'node:fs';
import { parseDocument } from './document-runner.js';
import { attributeLists, checkDocument } from './grammar.js';

const check = (inside: string, screening = false): readonly string[] =>
  checkDocument(parseDocument(`<Response>${inside}</Response>`, 'u'), 'u', screening);

describe('checkDocument', () => {
  it('finds nothing wrong with a document of every verb', () => {
    expect(
      check(
        '<Start><Recording channels="dual" recordingStatusCallback="http://o/rec" recordingStatusCallbackEvent="completed absent"/></Start>' +
          '<Say voice="Polly.Joanna" language="en-US">Hi <break time="1s"/></Say><Play>http://o/a.wav</Play><Pause length="1"/>' +
          '<Gather numDigits="1" timeout="5" finishOnKey="" action="/g" actionOnEmptyResult="true"><Say>press</Say></Gather>' +
          '<Dial answerOnBridge="true" timeout="30" callerId="+12245550123" action="/d" record="record-from-answer-dual"><Number url="/s" statusCallback="/l" statusCallbackEvent="initiated">+14155550102</Number></Dial>' +
          '<Record action="/r" maxLength="120" playBeep="true" transcribe="true" transcribeCallback="/t"/><Redirect method="GET">/x</Redirect><Reject reason="busy"/><Hangup/>',
      ),
    ).toEqual([]);
  });

  it('warns about attributes that Twilio does not know', () => {
    expect(check('<Dial timout="5">+14155550102</Dial>')).toEqual(['<Dial> has no attribute "timout"']);
  });

  it.each([
    ['an unknown verb', '<Shout>hi</Shout>'],
    ['a verb where it may not stand', '<Gather><Dial>+14155550102</Dial></Gather>'],
    ['a verb that this simulator does not execute', '<Enqueue>support</Enqueue>'],
  ])('refuses %s', (_what, inside) => {
    expect(() => check(inside)).toThrow(expect.objectContaining({ code: 12200 }));
  });

  it.each(['Dial', 'Redirect', 'Record', 'Start'])('refuses <%s> in the document of a Number', (name) => {
    expect(() => check(`<Say>hi</Say><${name}/>`, true)).toThrow(expect.objectContaining({ code: 12200 }));
  });

  it('knows every attribute that the types of the twilio package list', () => {
    const types = readFileSync(require.resolve('twilio/lib/twiml/VoiceResponse.d.ts'), 'utf8');
    for (const name of [
      'Say',
      'Play',
      'Pause',
      'Gather',
      'Dial',
      'Number',
      'Record',
      'Redirect',
      'Reject',
      'Start',
      'Recording',
    ] as const) {
      const [, body = ''] =
        new RegExp(`export interface ${name}Attributes \\{([\\s\\S]*?)\\n    \\}`).exec(types) ?? [];
      const listed = [...body.matchAll(/^\s+(\w+)\?:/gm)].map(([, attribute]) => attribute ?? '');
      expect(listed.length).toBeGreaterThan(0);
      expect(attributeLists[name]).toEqual(expect.arrayContaining(listed));
    }
  });
});
