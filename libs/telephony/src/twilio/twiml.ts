import twilio from 'twilio';
import { type Say, speakable, type Utterance } from '../port/documents.js';
import type { PersonPrompt } from '../port/people.js';

export type VoiceResponse = InstanceType<typeof twilio.twiml.VoiceResponse>;
type SayAttributes = Parameters<VoiceResponse['say']>[0];
interface CanSay {
  say(
    attributes: SayAttributes,
    message: string,
  ): { addText(text: string): void; sayAs(attributes: object, words: string): unknown };
}

export function twiml(fill: (response: VoiceResponse) => void): string {
  const response = new twilio.twiml.VoiceResponse();
  fill(response);
  return response.toString();
}

function say(to: CanSay, { parts, language, voice }: Say): void {
  const element = to.say({ language, voice } as SayAttributes, '');
  for (const part of parts) {
    if ('text' in part) element.addText(speakable(part.text));
    else element.sayAs({ 'interpret-as': 'telephone' }, speakable(part.telephone));
  }
}

export function utter(response: VoiceResponse, what: Utterance): void {
  if ('audioUrl' in what) response.play({}, what.audioUrl);
  else say(response as unknown as CanSay, what);
}

/** Asks a responder for one key, which is sent to `keys`; silence hangs up. */
export function ask(
  response: VoiceResponse,
  { say: words, silenceSeconds }: { readonly say: Say; readonly silenceSeconds: number },
  keys: { readonly action: string; readonly method: 'GET' | 'POST' },
): void {
  const gather = response.gather({
    input: ['dtmf'],
    numDigits: 1,
    timeout: silenceSeconds,
    finishOnKey: '',
    action: keys.action,
    method: keys.method,
  });
  say(gather as unknown as CanSay, words);
  response.hangup();
}

/** Without a key Twilio goes on with the next verb, and posts nothing. */
export function askPerson(
  response: VoiceResponse,
  { say: words, keysUrl, timeoutSeconds, repeats }: PersonPrompt,
): void {
  for (let said = 0; said <= repeats; said++) {
    const gather = response.gather({
      input: ['dtmf'],
      numDigits: 1,
      timeout: timeoutSeconds,
      finishOnKey: '',
      actionOnEmptyResult: false,
      action: keysUrl,
      method: 'POST',
    });
    for (const sentence of words) say(gather as unknown as CanSay, sentence);
  }
  response.hangup();
}
