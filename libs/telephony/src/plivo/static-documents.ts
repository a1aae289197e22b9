import { longestMessageSeconds, type Say } from '../port/documents.js';
import { lastResortWords } from '../port/last-resort.js';
import type { FallbackScript, FallbackStep, StaticDocument } from '../port/static-documents.js';
import { bare, plivoXml, type PlivoXml, say, utter } from './plivo-xml.js';

/** Plivo's "completed" can mean a conversation or a screening that failed: who is still there after this is called on. */
const unsureWords = 'If you have not been connected, please stay on the line.';
const unsureSeconds = 5;

/** Plivo XML files below `base`. What they ask for next they ask with GET: the proxy decides by the query which file that is. */
export function plivoStaticDocuments(script: FallbackScript, base: string): readonly StaticDocument[] {
  const { ask } = script;
  const { language, voice } = ask?.say ?? lastResortWords;
  const unsure: Say = { parts: [{ text: unsureWords }], language, voice };
  const body = (step: FallbackStep, before: readonly Say[] = []): string =>
    plivoXml((xml) => {
      for (const words of before) {
        say(xml, words);
        xml.addWait({ length: unsureSeconds });
      }
      fillStep(xml, step, script.lineNumber, base);
    });
  return [
    ...script.steps.map((step) => ({ name: step.name, body: body(step) })),
    ...script.steps
      .filter(({ name }) => name.startsWith('after-'))
      .map((step) => ({ name: step.name.replace('after-', 'unsure-'), body: body(step, [unsure]) })),
    { name: 'screen', body: plivoXml((xml) => ask && fillAsk(xml, ask)) },
  ];
}

function fillStep(xml: PlivoXml, { says, then }: FallbackStep, callerId: string, base: string): void {
  for (const words of says) utter(xml, words);
  switch (then.kind) {
    case 'ring':
      xml
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
      xml.addRecord({
        action: `${base}/recorded`,
        method: 'GET',
        redirect: true,
        maxLength: longestMessageSeconds,
        timeout: 5,
        finishOnKey: '#',
        playBeep: true,
        fileFormat: 'mp3',
      });
      xml.addHangup();
      break;
    case 'hang-up':
      xml.addHangup();
  }
}

function fillAsk(xml: PlivoXml, ask: NonNullable<FallbackScript['ask']>): void {
  say(xml, ask.say);
  xml.addWait({ length: ask.silenceSeconds });
}
