import type { ExecutionContext } from '../documents/execution.js';
import { KeyBuffer } from '../phones/phone.js';
import { pause } from './abortable-wait.js';
import { secondsBetween } from './timing.js';

/** When the recording of a message ends. `silenceMs` may be `Infinity`. */
export interface MessageLimits {
  readonly silenceMs: number;
  readonly maxSeconds: number;
  readonly finishOnKey: string;
}

/** How a message ended: by a key, by the caller's hanging up, or by silence or length (no key). */
export interface Message {
  readonly seconds: number;
  readonly key?: string;
}

/** Lets the caller speak as scripted; `undefined` where nothing is said. Throws Interrupted. */
export async function takeMessage(context: ExecutionContext, limits: MessageLimits): Promise<Message | undefined> {
  const { call } = context;
  const { secondMs } = call.record.timing;
  const script = call.record.order.caller.message;
  const maxMs = limits.maxSeconds * secondMs;
  if (!script) return void (await pause(Math.min(limits.silenceMs, maxMs), context.signal));
  const keys = new KeyBuffer(context.phone);
  const ends = (key: string | undefined): key is string => key !== undefined && limits.finishOnKey.includes(key);
  try {
    const startedAt = Date.now();
    const speaksMs = Math.min(script.seconds * secondMs, maxMs);
    const early = await keys.next(speaksMs, context.signal);
    if (ends(early)) return { seconds: secondsBetween(startedAt, Date.now(), call.record.timing), key: early };
    const seconds = Math.round(speaksMs / secondMs);
    if (speaksMs >= maxMs) return { seconds };
    if (script.endedBy === '#' && ends('#')) {
      call.record.log('presses', 'caller presses #', { key: '#' });
      return { seconds, key: '#' };
    }
    if (script.endedBy === 'hangup') call.hangUp('caller');
    await pause(Math.min(limits.silenceMs, maxMs - speaksMs), context.signal);
    return { seconds };
  } finally {
    keys.close();
  }
}

/** What was said in a message of this length, as transcribed: nothing under two seconds or over two minutes. */
export function transcriptOf({ call }: ExecutionContext, seconds: number): string {
  const { recording, caller } = call.record.order;
  const text = recording.transcript ?? caller.message?.text ?? '';
  return seconds >= 2 && seconds <= 120 ? text : '';
}
