import { DocumentFault } from '../core/document-fault.js';
import type { Stage } from '../core/stage.js';
import { type Verb, verbOf } from './verb.js';
import { type Callback, recordingCallback } from './verbs/recording-wishes.js';

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

/** What a `<Dial>` asks for. */
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

const mostTargets = 10;
const legEvents = ['initiated', 'ringing', 'answered', 'completed'];

export function dialPlanOf(stage: Stage, verb: Verb): DialPlan {
  const { values } = verb;
  const { timing, order } = stage.call.file;
  const action = values.url('action');
  return {
    targets: targetsOf(stage, verb),
    action: action ? { url: action, method: values.method('method') } : undefined,
    ringMs: values.whole('timeout', { min: 5, max: 600 }, 30) * timing.secondMs + timing.dialExtraMs,
    talkLimitMs: values.whole('timeLimit', { min: 1, max: 86_400 }, 14_400) * timing.secondMs,
    callerId: values.text('callerId') ?? order.from,
    sequential: values.flag('sequential', false),
    record: values.oneOf('record', recordModes, 'do-not-record'),
    recordTrack: values.oneOf('recordingTrack', ['both', 'inbound', 'outbound'], 'both'),
    recordCallback: recordingCallback(values),
  };
}

function targetsOf(stage: Stage, { element, documentUrl }: Verb): readonly DialTarget[] {
  const targets = element.children.map((child) => targetOf(stage, verbOf(stage, child, documentUrl)));
  if (targets.length === 0 && element.text)
    targets.push({ number: element.text, screen: undefined, report: undefined });
  if (targets.length === 0) throw new DocumentFault(13201, '<Dial> has nobody to dial', documentUrl);
  if (targets.length > mostTargets)
    throw new DocumentFault(13222, `<Dial> has more than ${mostTargets} numbers`, documentUrl);
  return targets;
}

function targetOf(stage: Stage, { element, values, documentUrl }: Verb): DialTarget {
  const url = values.url('url');
  const statusCallback = values.url('statusCallback');
  const events = values.list('statusCallbackEvent', ['completed']);
  const unknown = events.find((event) => !legEvents.includes(event));
  if (unknown) stage.call.file.blame(21626, `"${unknown}" is no statusCallbackEvent of <Number>`, documentUrl, false);
  return {
    number: element.text,
    screen: url ? { url, method: values.method('method') } : undefined,
    report: statusCallback ? { url: statusCallback, method: values.method('statusCallbackMethod'), events } : undefined,
  };
}
