import {
  type CallerInstruction,
  longestMessageSeconds,
  type ProviderDocument,
  type ResponderInstruction,
  type Say,
} from '../port/documents.js';
import type { PersonPrompt } from '../port/people.js';
import { ask, askPerson, twiml, utter, type VoiceResponse } from './twiml.js';

const documentOf = (fill: (response: VoiceResponse) => void): ProviderDocument => ({
  contentType: 'text/xml; charset=utf-8',
  body: twiml(fill),
});

/** TwiML for the caller's leg. Every URL is absolute: after a redirect of a live call relative ones fail (Twilio 15004). */
export const renderForCaller = (instruction: CallerInstruction): ProviderDocument =>
  documentOf((response) => {
    switch (instruction.kind) {
      case 'say':
        utter(response, instruction.say);
        return void response.redirect({ method: 'POST' }, instruction.proceedUrl);
      case 'dial':
        return dial(response, instruction);
      case 'take-message':
        return takeMessage(response, instruction);
      case 'hang-up':
        if (instruction.say) utter(response, instruction.say);
        return void response.hangup();
      case 'reject':
        return void response.reject({ reason: 'rejected' });
      case 'stay':
        response.pause({ length: 2 });
        return void response.redirect({ method: 'POST' }, instruction.proceedUrl);
    }
  });

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

function takeMessage(
  response: VoiceResponse,
  { say, urls }: Extract<CallerInstruction, { kind: 'take-message' }>,
): void {
  utter(response, say);
  response.record({
    action: urls.over,
    method: 'POST',
    maxLength: longestMessageSeconds,
    timeout: 5,
    finishOnKey: '#',
    playBeep: true,
    recordingStatusCallback: urls.recording,
    recordingStatusCallbackEvent: ['completed', 'absent'],
    ...(urls.transcript ? { transcribe: true, transcribeCallback: urls.transcript } : {}),
  });
  response.hangup();
}

/** On a responder's leg an empty document bridges; only Play, Say, Gather and Hangup are allowed there. */
export const renderForResponder = (instruction: ResponderInstruction): ProviderDocument =>
  documentOf((response) => {
    if (instruction.kind === 'hang-up') response.hangup();
    if (instruction.kind === 'ask') ask(response, instruction, { action: instruction.keysUrl, method: 'POST' });
  });

export const renderSpoken = (words: Say): ProviderDocument =>
  documentOf((response) => {
    utter(response, words);
    response.hangup();
  });

export const renderForPerson = (prompt: PersonPrompt): ProviderDocument =>
  documentOf((response) => askPerson(response, prompt));

export const emptyDocument = documentOf(() => {});
