import type { Element } from '../core/parse-xml.js';
import type { Next } from '../core/target.js';
import { resolveUrl } from './resolve-url.js';
import type { TwilioContext } from './twilio-call.js';
import { type Verb, verbOf } from './verb.js';
import { dial } from './verbs/dial.js';
import { gather } from './verbs/gather.js';
import { record } from './verbs/record.js';
import { speak } from './verbs/speak.js';
import { start } from './verbs/start.js';

type Execute = (context: TwilioContext, verb: Verb) => Promise<Next | undefined>;

const executors: Readonly<Record<string, Execute>> = {
  Say: speak,
  Play: speak,
  Pause: speak,
  Gather: gather,
  Dial: dial,
  Record: record,
  Start: start,
  Redirect: async (_stage, { element, values, documentUrl }) => {
    const target = {
      kind: 'redirect',
      url: resolveUrl(element.text, documentUrl),
      method: values.method('method'),
      params: {},
    } as const;
    return { to: 'document', target };
  },
  Hangup: async () => ({ to: 'hangup' }),
  Reject: async (context, { values }) => {
    context.call.reject(values.oneOf('reason', ['rejected', 'busy'], 'rejected') === 'busy' ? 'busy' : 'no-answer');
    return { to: 'hangup' };
  },
};

/** Executes a document from top to bottom, until a verb leads elsewhere. */
export async function runDocument(context: TwilioContext, root: Element, documentUrl: string): Promise<Next> {
  for (const element of root.children) {
    const verb = verbOf(context, element, documentUrl);
    if (!context.screening && answersTheCall(verb)) context.call.answer();
    const next = await executors[element.name]?.(context, verb);
    if (next) return next;
  }
  return { to: 'end' };
}

/** Some verbs leave a call that is still ringing as it is. */
function answersTheCall({ element, values }: Verb): boolean {
  if (['Pause', 'Redirect', 'Reject', 'Hangup', 'Start'].includes(element.name)) return false;
  return element.name !== 'Dial' || !values.flag('answerOnBridge', false);
}
