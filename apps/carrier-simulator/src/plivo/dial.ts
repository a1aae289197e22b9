import { Interrupted } from '../calls/abortable-wait.js';
import type { RunningRecording } from '../calls/call-recordings.js';
import { DialRun } from '../calls/dial-run.js';
import { DocumentError, type Next, type Target } from '../documents/execution.js';
import { type DialPlan, dialPlanOf, type DialTarget } from './dial-plan.js';
import { causeOf, PlivoLeg } from './dialled-leg.js';
import { inBackground, type PlivoElement, plivoElement } from './element.js';
import { fetchDocument } from './fetch-document.js';
import { hangupCauses } from './hangup-causes.js';
import { prompt } from './prompts.js';
import type { PlivoContext } from './running-call.js';

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
