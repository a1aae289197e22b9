import { longestMessageSeconds } from '../port/documents.js';
import type { FallbackScript, FallbackStep, StaticDocument } from '../port/static-documents.js';
import { ask as fillAsk, twiml, utter } from './twiml.js';

const hangUp = twiml((response) => response.hangup());

/** TwiML files below `base`. What they ask for next they ask with GET: the proxy decides by the query which file that is. */
export function twilioStaticDocuments(script: FallbackScript, base: string): readonly StaticDocument[] {
  const { ask } = script;
  const keys = { action: `${base}/keys`, method: 'GET' } as const;
  return [
    ...script.steps.map((step) => ({ name: step.name, body: stepBody(step, script.lineNumber, base) })),
    { name: 'screen', body: ask ? twiml((response) => fillAsk(response, ask, keys)) : hangUp },
    // on a responder's leg an empty document bridges
    { name: 'accepted', body: twiml(() => {}) },
    { name: 'passed', body: hangUp },
    { name: 'over', body: hangUp },
  ];
}

function stepBody({ says, then }: FallbackStep, callerId: string, base: string): string {
  return twiml((response) => {
    for (const words of says) utter(response, words);
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
