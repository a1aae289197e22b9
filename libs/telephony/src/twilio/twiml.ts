import twilio from 'twilio';
import {
  type CallerInstruction,
  longestMessageSeconds,
  type ProviderDocument,
  type ResponderInstruction,
  type Say,
  type Utterance,
} from '../port/documents.js';
import { speakable } from '../port/speakable.js';

type VoiceResponse = InstanceType<typeof twilio.twiml.VoiceResponse>;
type SayAttributes = Parameters<VoiceResponse['say']>[0];
interface CanSay {
  say(
    attributes: SayAttributes,
    message: string,
  ): { addText(text: string): void; sayAs(attributes: object, words: string): unknown };
}

const say = (to: CanSay, { parts, language, voice }: Say): void => {
  const element = to.say({ language, voice } as SayAttributes, '');
  for (const part of parts) {
    if ('text' in part) element.addText(speakable(part.text));
    else element.sayAs({ 'interpret-as': 'telephone' }, speakable(part.telephone));
  }
};

const utter = (response: VoiceResponse, what: Utterance): void => {
  if ('audioUrl' in what) response.play({}, what.audioUrl);
  else say(response as unknown as CanSay, what);
};

const document = (response: VoiceResponse): ProviderDocument => ({
  contentType: 'text/xml; charset=utf-8',
  body: response.toString(),
});

/** TwiML for the caller's leg. Every URL is absolute: after a redirect of a live call relative ones fail (Twilio 15004). */
export function renderForCaller(instruction: CallerInstruction): ProviderDocument {
  const response = new twilio.twiml.VoiceResponse();
  switch (instruction.kind) {
    case 'say':
      utter(response, instruction.say);
      response.redirect({ method: 'POST' }, instruction.proceedUrl);
      break;
    case 'dial':
      dial(response, instruction);
      break;
    case 'take-message':
      utter(response, instruction.say);
      response.record({
        action: instruction.urls.over,
        method: 'POST',
        maxLength: longestMessageSeconds,
        timeout: 5,
        finishOnKey: '#',
        playBeep: true,
        recordingStatusCallback: instruction.urls.recording,
        recordingStatusCallbackEvent: ['completed', 'absent'],
        ...(instruction.urls.transcript ? { transcribe: true, transcribeCallback: instruction.urls.transcript } : {}),
      });
      response.hangup();
      break;
    case 'hang-up':
      if (instruction.say) utter(response, instruction.say);
      response.hangup();
      break;
    case 'reject':
      response.reject({ reason: 'rejected' });
      break;
    case 'stay':
      response.pause({ length: 2 });
      response.redirect({ method: 'POST' }, instruction.proceedUrl);
      break;
  }
  return document(response);
}

function dial(response: VoiceResponse, instruction: Extract<CallerInstruction, { kind: 'dial' }>): void {
  const { urls, number, callerId, timeoutSeconds, timeLimitSeconds, screened, recorded } = instruction;
  const element = response.dial({
    action: urls.over,
    method: 'POST',
    timeout: Math.min(600, Math.max(5, timeoutSeconds)),
    timeLimit: timeLimitSeconds,
    answerOnBridge: true,
    callerId,
    ...(recorded
      ? {
          record: 'record-from-answer-dual',
          recordingStatusCallback: urls.recording,
          recordingStatusCallbackEvent: ['completed', 'absent'],
        }
      : {}),
  });
  element.number(
    {
      ...(screened ? { url: urls.screen, method: 'POST' } : {}),
      statusCallback: urls.leg,
      statusCallbackMethod: 'POST',
      statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    },
    number,
  );
}

/** On a responder's leg an empty document bridges; only Play, Say, Gather and Hangup are allowed there. */
export function renderForResponder(instruction: ResponderInstruction): ProviderDocument {
  const response = new twilio.twiml.VoiceResponse();
  if (instruction.kind === 'hang-up') response.hangup();
  if (instruction.kind === 'ask') {
    const gather = response.gather({
      input: ['dtmf'],
      numDigits: 1,
      timeout: instruction.silenceSeconds,
      finishOnKey: '',
      action: instruction.keysUrl,
      method: 'POST',
    });
    say(gather as unknown as CanSay, instruction.say);
    response.hangup();
  }
  return document(response);
}

export function renderSpoken(words: Say): ProviderDocument {
  const response = new twilio.twiml.VoiceResponse();
  utter(response, words);
  response.hangup();
  return document(response);
}

export const emptyDocument: ProviderDocument = document(new twilio.twiml.VoiceResponse());
