import { KeyBuffer } from './key-buffer.js';
import { pause } from './pause.js';
import type { Stage } from './stage.js';
import { secondsBetween } from './timing.js';

/** When the recording of a message ends. `silenceMs` may be `Infinity`. */
export interface MessageLimits {
  readonly silenceMs: number;
  readonly maxSeconds: number;
  readonly finishOnKey: string;
}

/** How a message came to its end: by a key, by the caller's leaving, or by silence or length (no key). */
export interface Message {
  readonly seconds: number;
  readonly key?: string;
}

/** Lets the caller speak as scripted; `undefined` where nothing is said. Throws Interrupted. */
export async function takeMessage(stage: Stage, limits: MessageLimits): Promise<Message | undefined> {
  const { call } = stage;
  const { secondMs } = call.file.timing;
  const script = call.file.order.caller.message;
  const longestMs = limits.maxSeconds * secondMs;
  if (!script) return void (await pause(Math.min(limits.silenceMs, longestMs), stage.signal));
  const keys = new KeyBuffer(stage.phone);
  const ends = (key: string | undefined): key is string => key !== undefined && limits.finishOnKey.includes(key);
  try {
    const startedAt = Date.now();
    const speaksMs = Math.min(script.seconds * secondMs, longestMs);
    const early = await keys.next(speaksMs, stage.signal);
    if (ends(early)) return { seconds: secondsBetween(startedAt, Date.now(), call.file.timing), key: early };
    const seconds = Math.round(speaksMs / secondMs);
    if (speaksMs >= longestMs) return { seconds };
    if (script.endedBy === '#' && ends('#')) {
      call.file.tell('presses', 'caller presses #', { key: '#' });
      return { seconds, key: '#' };
    }
    if (script.endedBy === 'hangup') call.hangUp('caller');
    await pause(Math.min(limits.silenceMs, longestMs - speaksMs), stage.signal);
    return { seconds };
  } finally {
    keys.close();
  }
}

/** What was said in a message of this length, as far as a machine can tell: nothing under two seconds or over two minutes. */
export function transcriptOf({ call }: Stage, seconds: number): string {
  const { recording, caller } = call.file.order;
  const text = recording.transcript ?? caller.message?.text ?? '';
  return seconds >= 2 && seconds <= 120 ? text : '';
}
