import {
  type CallerInstruction,
  longestMessageSeconds,
  type ProviderDocument,
  type ResponderInstruction,
  type Say,
} from '../port/documents.js';
import type { PersonPrompt } from '../port/people.js';
import { bare, plivoXml, type PlivoXml, say, utter } from './plivo-xml.js';

/** The longest that Plivo waits for a pick-up; our own timer is over before. */
const longestRingSeconds = 600;
const longestRecordingSeconds = 14_400;
/**
 * The key that passes the call on, for which Plivo's challenge has no use: it waits for its end. The second leg's digit match
 * reports it. Whether Plivo matches during the challenge, or from the connection on, is documented nowhere: where it does not,
 * the end of the challenge leads on. The accepting key is not matched: that might keep it from the challenge.
 */
export const passKey = '2';
const secondsBetweenQuestions = 2;

const documentOf = (fill: (xml: PlivoXml) => void): ProviderDocument => ({
  contentType: 'text/xml; charset=utf-8',
  body: plivoXml(fill),
});

/** Plivo XML for the caller's leg. */
export const renderForCaller = (instruction: CallerInstruction): ProviderDocument =>
  documentOf((xml) => {
    switch (instruction.kind) {
      case 'say':
        utter(xml, instruction.say);
        return xml.addRedirect(instruction.proceedUrl, { method: 'POST' });
      case 'dial':
        return dial(xml, instruction);
      case 'take-message':
        return takeMessage(xml, instruction);
      case 'hang-up':
        if (instruction.say) utter(xml, instruction.say);
        return xml.addHangup();
      case 'reject':
        return xml.addHangup({ reason: 'rejected' });
      case 'stay':
        xml.addWait({ length: 2 });
        return xml.addRedirect(instruction.proceedUrl, { method: 'POST' });
    }
  });

function dial(xml: PlivoXml, instruction: Extract<CallerInstruction, { kind: 'dial' }>): void {
  const { urls, number, callerId, timeoutSeconds, timeLimitSeconds, screened, screeningSeconds } = instruction;
  if (instruction.recorded) {
    xml.addRecord({
      startOnDialAnswer: true,
      redirect: false,
      maxLength: longestRecordingSeconds,
      fileFormat: 'mp3',
      callbackUrl: urls.recording,
      callbackMethod: 'POST',
    });
  }
  const screening = {
    confirmSound: urls.screen,
    confirmKey: '1',
    confirmTimeout: screeningSeconds,
    digitsMatchBLeg: passKey,
  };
  xml
    .addDial({
      action: urls.over,
      method: 'POST',
      redirect: true,
      timeout: Math.min(longestRingSeconds, Math.max(5, timeoutSeconds)),
      timeLimit: timeLimitSeconds,
      callerId: bare(callerId),
      // else the caller hears silence while somebody rings, or is asked
      dialMusic: 'real',
      callbackUrl: urls.leg,
      callbackMethod: 'POST',
      ...(screened ? screening : {}),
    })
    .addNumber(bare(number));
}

function takeMessage(xml: PlivoXml, { say: words, urls }: Extract<CallerInstruction, { kind: 'take-message' }>): void {
  utter(xml, words);
  xml.addRecord({
    action: urls.over,
    method: 'POST',
    redirect: true,
    maxLength: longestMessageSeconds,
    timeout: 5,
    finishOnKey: '#',
    playBeep: true,
    fileFormat: 'mp3',
    callbackUrl: urls.recording,
    callbackMethod: 'POST',
    ...(urls.transcript
      ? { transcriptionType: 'auto', transcriptionUrl: urls.transcript, transcriptionMethod: 'POST' }
      : {}),
  });
  xml.addHangup();
}

/**
 * Plivo asks for this at the pick-up (`confirmSound`), plays it, and takes the key by itself; only Play, Speak and Wait count in
 * it. The prompt is said twice: what is said first may be lost under a greeting or a beep. To whom the caller is not to be
 * connected it says nothing, since no document can refuse the key.
 */
export const renderForResponder = (instruction: ResponderInstruction): ProviderDocument =>
  documentOf((xml) => {
    if (instruction.kind !== 'ask') return xml.addWait({ length: 1 });
    say(xml, instruction.say);
    xml.addWait({ length: secondsBetweenQuestions });
    say(xml, instruction.say);
    return xml.addWait({ length: instruction.silenceSeconds });
  });

export const renderSpoken = (words: Say): ProviderDocument =>
  documentOf((xml) => {
    utter(xml, words);
    xml.addHangup();
  });

/** What Plivo takes for the wait for a key (Plivo, GetInput), which begins when all was said. */
const keySeconds = { least: 5, most: 60 } as const;

/** Without a key Plivo goes on with the next element, and posts nothing. */
export const renderForPerson = ({ say: words, keysUrl, timeoutSeconds, repeats }: PersonPrompt): ProviderDocument =>
  documentOf((xml) => {
    for (let said = 0; said <= repeats; said++) {
      const input = xml.addGetInput({
        action: keysUrl,
        method: 'POST',
        inputType: 'dtmf',
        numDigits: 1,
        finishOnKey: 'none',
        executionTimeout: Math.min(keySeconds.most, Math.max(keySeconds.least, timeoutSeconds)),
        redirect: true,
      });
      for (const sentence of words) say(input, sentence);
    }
    xml.addHangup();
  });

export const emptyDocument = documentOf(() => {});
