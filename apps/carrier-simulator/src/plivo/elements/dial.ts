import type { RunningRecording } from '../../core/call-recordings.js';
import { DialRun } from '../../core/dial-run.js';
import type { Next, Target } from '../../core/target.js';
import { type DialPlan, dialPlanOf, type DialTarget } from '../dial-plan.js';
import { hangupCauses } from '../hangup-causes.js';
import { inBackground } from '../in-background.js';
import { causeOf } from '../leg-events.js';
import type { PlivoContext } from '../plivo-call.js';
import type { PlivoElement } from '../plivo-element.js';
import { PlivoLeg } from '../plivo-leg.js';
import { playDialMusic } from './dial-music.js';

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
