import type { Message, SpokenMessage } from '@ringdown/domain-calls';
import { defaultVoice } from '@ringdown/kernel';
import { longestMessageSeconds, speakable } from '@ringdown/telephony';
import { Response as buildResponse } from 'plivo';
import type { Ask, FallbackScript, FallbackStep } from './fallback-script.js';
import type { StaticDocument } from './static-document.js';

/** What is used of Plivo's builder, whose own types say `any`. It throws on an attribute or nesting that Plivo does not know. */
interface PlivoResponse {
  addSpeak(text: string, attributes: { language: string; voice: string }): void;
  addPlay(url: string): void;
  addWait(attributes: { length: number }): void;
  addDial(attributes: Record<string, string | number | boolean>): { addNumber(number: string): void };
  addRecord(attributes: Record<string, string | number | boolean>): void;
  addHangup(): void;
  toXML(): string;
}

/** Plivo's "completed" can mean a conversation or a screening that failed: who is still there after this is called on. */
const unsureWords = 'If you have not been connected, please stay on the line.';
const unsureSeconds = 5;

const rendered = (fill: (response: PlivoResponse) => void): string => {
  const response = buildResponse() as PlivoResponse;
  fill(response);
  return response.toXML();
};

/** Plivo's numbers have no plus. */
const bare = (number: string): string => number.replace(/^\+/, '');

/** Plivo XML files below `base`. What they ask for next they ask with GET: the proxy decides by the query which file that is. */
export function plivoDocuments(script: FallbackScript, base: string): readonly StaticDocument[] {
  const { ask } = script;
  const body = (step: FallbackStep, before: readonly SpokenMessage[] = []): string =>
    rendered((response) => {
      for (const message of before) {
        speak(response, message);
        response.addWait({ length: unsureSeconds });
      }
      fillStep(response, step, script.lineNumber, base);
    });
  return [
    ...script.steps.map((step) => ({ name: step.name, body: body(step) })),
    ...script.steps
      .filter(({ name }) => name.startsWith('after-'))
      .map((step) => ({
        name: step.name.replace('after-', 'unsure-'),
        body: body(step, [{ text: unsureWords, ...(ask?.like ?? defaultVoice) }]),
      })),
    { name: 'screen', body: rendered((response) => ask && speakAsk(response, ask)) },
  ];
}

function fillStep(response: PlivoResponse, { says, then }: FallbackStep, callerId: string, base: string): void {
  for (const message of says) speak(response, message);
  switch (then.kind) {
    case 'ring':
      response
        .addDial({
          action: `${base}/after-${then.attempt}`,
          method: 'GET',
          redirect: true,
          timeout: then.seconds,
          timeLimit: then.timeLimitSeconds,
          callerId: bare(callerId),
          dialMusic: 'real',
          confirmSound: `${base}/screen`,
          confirmKey: '1',
          confirmTimeout: then.screeningSeconds,
        })
        .addNumber(bare(then.number));
      break;
    case 'record':
      response.addRecord({
        action: `${base}/recorded`,
        method: 'GET',
        redirect: true,
        maxLength: longestMessageSeconds,
        timeout: 5,
        finishOnKey: '#',
        playBeep: true,
        fileFormat: 'mp3',
      });
      response.addHangup();
      break;
    case 'hang-up':
      response.addHangup();
  }
}

function speakAsk(response: PlivoResponse, { say, like, silenceSeconds }: Ask): void {
  const text = say.map((part) => ('text' in part ? part.text : part.telephone)).join('');
  speak(response, { text, ...like });
  response.addWait({ length: silenceSeconds });
}

function speak(response: PlivoResponse, message: Message): void {
  if ('audioUrl' in message) response.addPlay(message.audioUrl);
  else {
    const { text, language, voice } = message;
    response.addSpeak(speakable(text), { language, voice });
  }
}
