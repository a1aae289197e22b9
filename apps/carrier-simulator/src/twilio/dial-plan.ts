import { DocumentError, type ExecutionContext } from '../documents/execution.js';
import { type Callback, recordingCallback } from './recording-verbs.js';
import { type Verb, verbOf } from './verb.js';

/** One number to dial, and what is to happen on its leg. */
export interface DialTarget {
  readonly number: string;
  readonly screen: { readonly url: string; readonly method: 'GET' | 'POST' } | undefined;
  readonly report: Callback | undefined;
}

const recordModes = [
  'do-not-record',
  'record-from-answer',
  'record-from-ringing',
  'record-from-answer-dual',
  'record-from-ringing-dual',
  'true',
  'false',
] as const;

/** A `<Dial>`, with its attributes read. */
export interface DialPlan {
  readonly targets: readonly DialTarget[];
  readonly action: { readonly url: string; readonly method: 'GET' | 'POST' } | undefined;
  readonly ringMs: number;
  readonly talkLimitMs: number;
  readonly callerId: string;
  readonly sequential: boolean;
  readonly record: (typeof recordModes)[number];
  readonly recordTrack: string;
  readonly recordCallback: Callback | undefined;
}

const maxTargets = 10;
const legEvents = ['initiated', 'ringing', 'answered', 'completed'];

export function dialPlanOf(context: ExecutionContext, verb: Verb): DialPlan {
  const { values } = verb;
  const { timing, order } = context.call.record;
  const action = values.url('action');
  return {
    targets: targetsOf(context, verb),
    action: action ? { url: action, method: values.method('method') } : undefined,
    ringMs: values.integer('timeout', { min: 5, max: 600 }, 30) * timing.secondMs + timing.dialExtraMs,
    talkLimitMs: values.integer('timeLimit', { min: 1, max: 86_400 }, 14_400) * timing.secondMs,
    callerId: values.text('callerId') ?? order.from,
    sequential: values.flag('sequential', false),
    record: values.oneOf('record', recordModes, 'do-not-record'),
    recordTrack: values.oneOf('recordingTrack', ['both', 'inbound', 'outbound'], 'both'),
    recordCallback: recordingCallback(values),
  };
}

function targetsOf(context: ExecutionContext, { element, documentUrl }: Verb): readonly DialTarget[] {
  const targets = element.children.map((child) => targetOf(context, verbOf(context, child, documentUrl)));
  if (targets.length === 0 && element.text)
    targets.push({ number: element.text, screen: undefined, report: undefined });
  if (targets.length === 0) throw new DocumentError(13201, '<Dial> has nobody to dial', documentUrl);
  if (targets.length > maxTargets)
    throw new DocumentError(13222, `<Dial> has more than ${maxTargets} numbers`, documentUrl);
  return targets;
}

function targetOf(context: ExecutionContext, { element, values, documentUrl }: Verb): DialTarget {
  const url = values.url('url');
  const statusCallback = values.url('statusCallback');
  const events = values.list('statusCallbackEvent', ['completed']);
  const unknown = events.find((event) => !legEvents.includes(event));
  if (unknown)
    context.call.record.addFault(21626, `"${unknown}" is no statusCallbackEvent of <Number>`, documentUrl, false);
  return {
    number: element.text,
    screen: url ? { url, method: values.method('method') } : undefined,
    report: statusCallback ? { url: statusCallback, method: values.method('statusCallbackMethod'), events } : undefined,
  };
}
