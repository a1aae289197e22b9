import type { Message } from '@ringdown/domain-calls';
import { longestMessageSeconds, speakable } from '@ringdown/telephony';
import twilio from 'twilio';
import type { Ask, FallbackScript, FallbackStep } from './fallback-script.js';
import type { StaticDocument } from './static-document.js';

type VoiceResponse = InstanceType<typeof twilio.twiml.VoiceResponse>;
type SayAttributes = Parameters<VoiceResponse['say']>[0];

const words = (ask: Ask): string => ask.say.map((part) => ('text' in part ? part.text : part.telephone)).join('');

const rendered = (fill: (response: VoiceResponse) => void): string => {
  const response = new twilio.twiml.VoiceResponse();
  fill(response);
  return response.toString();
};

const hangUp = rendered((response) => response.hangup());

/** TwiML files below `base`. What they ask for next they ask with GET: the proxy decides by the query which file that is. */
export function twilioDocuments(script: FallbackScript, base: string): readonly StaticDocument[] {
  const { ask } = script;
  return [
    ...script.steps.map((step) => ({ name: step.name, body: stepBody(step, script.lineNumber, base) })),
    { name: 'screen', body: ask ? screenBody(ask, base) : hangUp },
    // on a responder's leg an empty document bridges
    { name: 'accepted', body: rendered(() => {}) },
    { name: 'passed', body: hangUp },
    { name: 'over', body: hangUp },
  ];
}

function stepBody({ says, then }: FallbackStep, callerId: string, base: string): string {
  return rendered((response) => {
    for (const message of says) speak(response, message);
    switch (then.kind) {
      case 'ring': {
        const { attempt, seconds: timeout, timeLimitSeconds: timeLimit, number } = then;
        const action = `${base}/after-${attempt}`;
        const dial = response.dial({ action, method: 'GET', timeout, timeLimit, answerOnBridge: true, callerId });
        dial.number({ url: `${base}/screen`, method: 'GET' }, number);
        break;
      }
      case 'record':
        response.record({
          action: `${base}/recorded`,
          method: 'GET',
          maxLength: longestMessageSeconds,
          timeout: 5,
          finishOnKey: '#',
          playBeep: true,
        });
        response.hangup();
        break;
      case 'hang-up':
        response.hangup();
    }
  });
}

function screenBody(ask: Ask, base: string): string {
  const { language, voice } = ask.like;
  return rendered((response) => {
    const gather = response.gather({
      input: ['dtmf'],
      numDigits: 1,
      timeout: ask.silenceSeconds,
      finishOnKey: '',
      action: `${base}/keys`,
      method: 'GET',
    });
    gather.say({ language, voice } as SayAttributes, speakable(words(ask)));
    response.hangup();
  });
}

function speak(response: VoiceResponse, message: Message): void {
  if ('audioUrl' in message) response.play(message.audioUrl);
  else {
    const { language, voice, text } = message;
    response.say({ language, voice } as SayAttributes, speakable(text));
  }
}
