import type { Effect } from '@ringdown/domain-calls';
import type { CallEffects } from '../calls/call-effects.js';

/** Effects that are asked for and not performed, as in a process that dies right after it has saved. `taken` are those since the last look. */
export function unperformedEffects() {
  const asked: Effect[] = [];
  const perform = (_call: unknown, effect: Effect) => {
    asked.push(effect);
    return Promise.resolve(null);
  };
  return { effects: { perform } as unknown as CallEffects, taken: (): readonly Effect[] => asked.splice(0) };
}
