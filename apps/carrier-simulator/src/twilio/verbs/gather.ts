import { KeyBuffer } from '../../core/key-buffer.js';
import type { Element } from '../../core/parse-xml.js';
import type { ExecutionContext } from '../../core/stage.js';
import type { Next } from '../../core/target.js';
import { type Verb, verbOf } from '../verb.js';
import { speak } from './speak.js';

interface GatherSettings {
  readonly timeoutMs: number;
  readonly numDigits: number;
  readonly finishOnKey: string;
}

/** Plays its prompt and collects keys; without any the document goes on, unless an empty result is wanted too. */
export async function gather(context: ExecutionContext, verb: Verb): Promise<Next | undefined> {
  const { values, documentUrl } = verb;
  const { timing } = context.call.record;
  const settings: GatherSettings = {
    timeoutMs: values.integer('timeout', { min: 1, max: 600 }, 5) * timing.secondMs,
    numDigits: values.integer('numDigits', { min: 1, max: 64 }, Infinity),
    finishOnKey: values.text('finishOnKey') ?? '#',
  };
  const action = values.url('action') ?? documentUrl;
  const method = values.method('method');
  const wantsEmpty = values.flag('actionOnEmptyResult', false);
  const digits = await collect(context, verb, settings);
  if (digits === '' && !wantsEmpty) return undefined;
  return { to: 'document', target: { kind: 'gather', url: action, method, params: { Digits: digits } } };
}

async function collect(context: ExecutionContext, verb: Verb, settings: GatherSettings): Promise<string> {
  const keys = new KeyBuffer(context.phone);
  try {
    context.prompted();
    await playPrompt(context, verb, keys.touched);
    let digits = '';
    while (digits.length < settings.numDigits) {
      const key = await keys.next(settings.timeoutMs, context.signal);
      if (key === undefined || settings.finishOnKey.includes(key)) break;
      digits += key;
    }
    return digits;
  } finally {
    keys.close();
  }
}

/** The prompt, cut short by the first key. */
async function playPrompt(context: ExecutionContext, verb: Verb, touched: AbortSignal): Promise<void> {
  const signal = AbortSignal.any([context.signal, touched]);
  const listening: ExecutionContext = { ...context, signal };
  try {
    for (const child of verb.element.children) await playOne(listening, child, verb.documentUrl);
  } catch (error) {
    if (!touched.aborted || context.signal.aborted) throw error;
  }
}

async function playOne(context: ExecutionContext, child: Element, documentUrl: string): Promise<void> {
  await speak(context, verbOf(context, child, documentUrl));
}
