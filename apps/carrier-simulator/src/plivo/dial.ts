import { Interrupted } from '../calls/abortable-wait.js';
import type { RunningRecording } from '../calls/call-recordings.js';
import { DialRun } from '../calls/dial-run.js';
import { DocumentError, type Next, type Target } from '../documents/execution.js';
import { causeOf, PlivoLeg } from './dialled-leg.js';
import { inBackground, type PlivoElement, plivoElement } from './element.js';
import { fetchDocument } from './fetch-document.js';
import { hangupCauses } from './hangup-causes.js';
import type { PlivoContext } from './plivo-call.js';
import { prompt } from './prompts.js';
import { bareNumber, fullNumber } from './wire-format.js';

/** Rings its numbers, connects one of them, and requests its action once that is over. */
export async function dial(context: PlivoContext, one: PlivoElement): Promise<Next | undefined> {
  return new PlivoDial(context, dialPlanOf(context, one)).dial();
}

/** How Plivo calls the outcome of a leg that was not connected. */
const statuses: Readonly<Record<string, string>> = { canceled: 'cancel', failed: 'failed', busy: 'busy' };

class PlivoDial extends DialRun<DialTarget, PlivoLeg> {
  private readonly recordings: RunningRecording[] = [];

  constructor(
    protected override readonly context: PlivoContext,
    protected override readonly plan: DialPlan,
  ) {
    super(context, plan);
  }

  async dial(): Promise<Next | undefined> {
    const stopMusic = playDialMusic(this.context, this.plan.music);
    try {
      await this.ring();
    } finally {
      stopMusic();
    }
    return this.next();
  }

  protected legTo(target: DialTarget): PlivoLeg {
    return new PlivoLeg(this.context.call, this.plan, target);
  }

  /** Where a key has to be pressed, picking up is not enough to win. */
  protected pickedUp(leg: PlivoLeg): void {
    if (!this.plan.confirmation) this.cancelOthers(leg);
  }

  protected connected(leg: PlivoLeg): void {
    this.cancelOthers(leg);
    const { call } = this.context;
    for (const options of call.recordAtDialAnswer) this.recordings.push(call.recordings.begin(options));
  }

  protected over(): void {
    const { call } = this.context;
    for (const recording of this.recordings) call.recordings.finish(recording);
    call.recordAtDialAnswer.length = 0;
  }

  protected result(unanswered?: string): Record<string, string> {
    const leg = this.decisive();
    const answered = leg?.answeredAtMs !== undefined;
    const cause = leg?.cause ? causeOf(leg.cause, answered) : hangupCauses.canceledByCaller;
    const word = leg?.answeredAtMs ? this.answeredStatus(leg) : (unanswered ?? leg?.status ?? 'failed');
    return {
      Event: 'DialAction',
      DialStatus: statuses[word] ?? word,
      DialRingStatus: String(leg !== undefined && leg.status !== 'failed'),
      DialHangupCause: cause.cause,
      DialALegUUID: this.context.call.record.callSid,
      DialBLegUUID: answered ? leg.sid : '',
    };
  }

  /** The leg that was connected; else one that was picked up; else the last. */
  private decisive(): PlivoLeg | undefined {
    const { legs } = this;
    return legs.find(({ bridged }) => bridged) ?? legs.find((leg) => leg.answeredAtMs) ?? legs.at(-1);
  }

  private answeredStatus(leg: PlivoLeg): string {
    return leg.bridged ? 'completed' : this.context.call.record.order.failedScreenStatus;
  }

  private next(): Next | undefined {
    const { action, redirect } = this.plan;
    if (!action) return undefined;
    const target: Target = { kind: 'dial-action', ...action, params: this.result() };
    if (redirect) return { to: 'document', target };
    inBackground(this.context, target);
    return undefined;
  }
}

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

function dialPlanOf(context: PlivoContext, one: PlivoElement): DialPlan {
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

/** What the caller hears while it rings: a document of sounds, unless it is the carrier's own ringing. Returns what stops it. */
function playDialMusic(context: PlivoContext, music: string | undefined): () => void {
  if (music === undefined || music === 'real') return () => undefined;
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  void context.call.dispatcher.track(play({ ...context, signal }, music));
  return () => stop.abort(new Interrupted('leg-gone'));
}

async function play(context: PlivoContext, url: string): Promise<void> {
  try {
    const { root, from } = await fetchDocument(context, { kind: 'media', url, method: 'POST', params: {} });
    for (const sound of root.children) await prompt(context, plivoElement(sound, from));
  } catch (error) {
    if (error instanceof DocumentError) context.call.record.addFault(error.code, error.message, error.url, false);
    else if (!(error instanceof Interrupted)) throw error;
  }
}
