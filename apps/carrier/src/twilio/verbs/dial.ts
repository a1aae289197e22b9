import { Interrupted } from '../../core/interrupted.js';
import { pause } from '../../core/pause.js';
import type { RunningRecording } from '../call-recordings.js';
import { DialLeg } from '../dial-leg.js';
import { type DialPlan, dialPlanOf } from '../dial-plan.js';
import type { Stage } from '../stage.js';
import type { Next, TwilioCall } from '../twilio-call.js';
import type { Verb } from '../verb.js';

const never = new AbortController().signal;

/** Rings its numbers, bridges one of them, and goes on with its action once that is over. */
export async function dial(stage: Stage, verb: Verb): Promise<Next | undefined> {
  const plan = dialPlanOf(stage, verb);
  const run = new DialRun(stage, plan);
  if (!mayShow(stage.call, plan.callerId)) {
    stage.call.file.blame(
      13214,
      `callerId "${plan.callerId}" is not one of this call or account`,
      verb.documentUrl,
      false,
    );
    return run.refuse();
  }
  return run.execute();
}

/** A caller ID has to be of this call or a number of the account; a withheld one cannot be passed on. */
function mayShow(call: TwilioCall, callerId: string): boolean {
  const { order } = call.file;
  return /^\+[1-9]\d{6,14}$/.test(callerId) && [order.from, order.to, ...call.ownNumbers()].includes(callerId);
}

class DialRun {
  private readonly legs: DialLeg[] = [];
  private recording: RunningRecording | undefined;
  private recordingUrl: string | undefined;

  constructor(
    private readonly stage: Stage,
    private readonly plan: DialPlan,
  ) {}

  async execute(): Promise<Next | undefined> {
    try {
      if (this.plan.record.startsWith('record-from-ringing')) this.beginRecording();
      await (this.plan.sequential ? this.ringInTurn() : this.ringTogether());
      this.endRecording();
      return this.next(this.result());
    } catch (error) {
      if (error instanceof Interrupted) await this.giveUp(error);
      throw error;
    }
  }

  refuse(): Next | undefined {
    return this.next({ DialCallStatus: 'failed', DialBridged: 'false', ErrorCode: '13214' });
  }

  private next(params: Readonly<Record<string, string>>): Next | undefined {
    const { action } = this.plan;
    return action ? { to: 'document', target: { kind: 'dial-action', ...action, params } } : undefined;
  }

  private async ringTogether(): Promise<void> {
    for (const target of this.plan.targets) this.legs.push(new DialLeg(this.stage.call, this.plan, target));
    const runs = this.legs.map((leg) => this.runLeg(leg));
    const ends = await Promise.allSettled(runs);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  private async ringInTurn(): Promise<void> {
    for (const target of this.plan.targets) {
      const leg = new DialLeg(this.stage.call, this.plan, target);
      this.legs.push(leg);
      await this.runLeg(leg);
      if (leg.answeredAtMs) return;
    }
  }

  /** The first one that is picked up silences the others, be it a voicemail box. */
  private runLeg(leg: DialLeg): Promise<void> {
    return leg.run(this.stage.signal, () => {
      for (const other of this.legs) if (other !== leg) other.cancel();
      if (/^(record-from-answer|true)/.test(this.plan.record)) this.beginRecording();
    });
  }

  private beginRecording(): void {
    const { record, recordTrack, recordCallback } = this.plan;
    const channels = record.endsWith('-dual') ? 2 : 1;
    this.recording ??= this.stage.call.recordings.begin({
      source: 'DialVerb',
      channels,
      track: recordTrack,
      callback: recordCallback,
    });
  }

  /** A recording without a conversation is none. */
  private endRecording(): void {
    if (!this.recording) return;
    const { recordings } = this.stage.call;
    if (this.legs.some(({ bridged }) => bridged)) this.recordingUrl = recordings.finish(this.recording).url;
    else recordings.discard(this.recording);
  }

  /** The fields of the action; `unanswered` is the word for a leg that was never picked up. */
  private result(unanswered?: string): Record<string, string> {
    const leg = this.legs.find(({ answeredAtMs }) => answeredAtMs) ?? this.legs.at(-1);
    if (!leg) return { DialCallStatus: unanswered ?? 'failed', DialBridged: 'false' };
    const { failedScreenStatus } = this.stage.call.file.order;
    const pickedUpStatus = leg.bridged ? 'completed' : failedScreenStatus;
    const params: Record<string, string> = {
      DialCallStatus: leg.answeredAtMs ? pickedUpStatus : (unanswered ?? leg.status),
      DialCallSid: leg.sid,
      DialBridged: String(leg.bridged),
    };
    if (leg.answeredAtMs) params['DialCallDuration'] = String(leg.seconds);
    if (this.recordingUrl) params['RecordingUrl'] = this.recordingUrl;
    if (params['DialCallStatus'] === 'failed') params['ErrorCode'] = '13224';
    return params;
  }

  /** The caller left, or the call is being sent elsewhere: the legs close, and the action is requested all the same. */
  private async giveUp(interruption: Interrupted): Promise<void> {
    const { call } = this.stage;
    const { legCloseMs, staleActionMs, redirectMs } = call.file.timing;
    const { order } = call.file;
    if (interruption.by !== 'redirect') {
      this.closeLegs();
      if (order.actionAfterHangup) void this.staleAction('no-answer');
      return;
    }
    await pause(legCloseMs, never);
    this.closeLegs();
    await pause(Math.max(0, staleActionMs - legCloseMs), never);
    const staleIsLate = order.misbehave.some(
      ({ request, how }) => request === 'dial-action' && (how === 'late' || how === 'lost'),
    );
    const stale = this.staleAction(order.interruptedDialStatus);
    if (!staleIsLate) await stale;
    await pause(Math.max(0, redirectMs - staleActionMs), never);
  }

  private closeLegs(): void {
    for (const leg of this.legs) leg.close(leg.answeredAtMs ? 'completed' : 'canceled');
    this.endRecording();
  }

  private async staleAction(unanswered: string): Promise<void> {
    const { action } = this.plan;
    if (!action) return;
    const params = { ...this.stage.params(), ...this.result(unanswered) };
    await this.stage.call.courier.ask({ kind: 'dial-action', ...action, params }).catch(() => undefined);
  }
}
