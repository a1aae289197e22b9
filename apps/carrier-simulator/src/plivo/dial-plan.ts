import { DocumentError } from '../documents/execution.js';
import { type PlivoElement, plivoElement } from './element.js';
import type { PlivoContext } from './running-call.js';
import { bareNumber, fullNumber } from './wire-format.js';

type Method = 'GET' | 'POST';

/** How whoever picks up confirms before they are connected. */
export interface Confirmation {
  readonly soundUrl: string;
  /** Without a key they only hear the sound. */
  readonly key: string | undefined;
  /** From the pick-up. */
  readonly timeoutMs: number;
}

/** One number to dial, in E.164, and the caller ID it is shown, without a plus sign. */
export interface DialTarget {
  readonly number: string;
  readonly callerId: string;
}

/** A `<Dial>`, with its attributes read. */
export interface DialPlan {
  readonly targets: readonly DialTarget[];
  readonly sequential: false;
  readonly action: { readonly url: string; readonly method: Method } | undefined;
  readonly redirect: boolean;
  readonly ringMs: number;
  readonly talkLimitMs: number;
  readonly confirmation: Confirmation | undefined;
  /** Keys of the responder that are reported. */
  readonly digitsMatchBLeg: readonly string[];
  /** `real`, or the URL of a document. */
  readonly music: string | undefined;
  readonly callback: { readonly url: string; readonly method: Method } | undefined;
}

export function dialPlanOf(context: PlivoContext, one: PlivoElement): DialPlan {
  const { values } = one;
  const { secondMs, dialExtraMs } = context.call.record.timing;
  const action = values.url('action');
  const callback = values.url('callbackUrl');
  const music = values.text('dialMusic');
  return {
    targets: targetsOf(context, one),
    sequential: false,
    action: action ? { url: action, method: values.method('method') } : undefined,
    redirect: values.flag('redirect', true),
    ringMs: values.integer('timeout', { min: 1, max: 600 }, 120) * secondMs + dialExtraMs,
    talkLimitMs: values.integer('timeLimit', { min: 1, max: 86_400 }, 14_400) * secondMs,
    confirmation: confirmationOf(one, secondMs),
    digitsMatchBLeg: patternsOf(one),
    music: music === 'real' ? music : values.url('dialMusic'),
    callback: callback ? { url: callback, method: values.method('callbackMethod') } : undefined,
  };
}

function patternsOf({ values, from }: PlivoElement): readonly string[] {
  const patterns = values.text('digitsMatchBLeg')?.split(',') ?? [];
  if (!patterns.every((one) => /^[0-9*#]+$/.test(one)))
    throw new DocumentError(from.invalid, `<Dial> digitsMatchBLeg is "${patterns.join(',')}"`, from.url);
  return patterns;
}

/** Without a sound there is no confirmation, whatever the key. */
function confirmationOf({ values, from }: PlivoElement, secondMs: number): Confirmation | undefined {
  const soundUrl = values.url('confirmSound');
  const key = values.text('confirmKey');
  if (key !== undefined && !/^[0-9*#]$/.test(key))
    throw new DocumentError(from.invalid, `<Dial> confirmKey is "${key}"`, from.url);
  const timeoutMs = values.integer('confirmTimeout', { min: 1, max: 3600 }, 120) * secondMs;
  return soundUrl ? { soundUrl, key, timeoutMs } : undefined;
}

function targetsOf(context: PlivoContext, { element, values, from }: PlivoElement): readonly DialTarget[] {
  const shown = values.text('callerId') ?? context.call.record.order.from;
  const targets = element.children.map((child) => {
    const own = plivoElement(child, from).values.text('callerId');
    return { number: fullNumber(child.text), callerId: bareNumber(own ?? shown) };
  });
  if (targets.length === 0) throw new DocumentError(from.invalid, '<Dial> has nobody to dial', from.url);
  return targets;
}
