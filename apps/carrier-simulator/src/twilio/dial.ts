import type { RunningRecording } from '../calls/call-recordings.js';
import { DialRun } from '../calls/dial-run.js';
import type { Next } from '../documents/execution.js';
import { type DialPlan, dialPlanOf, type DialTarget } from './dial-plan.js';
import { TwilioLeg } from './dialled-leg.js';
import { reportTo } from './recording-verbs.js';
import type { RunningTwilioCall, TwilioContext } from './running-call.js';
import type { Verb } from './verb.js';

/** Rings its numbers, bridges one of them, and goes on with its action once that is over. */
export async function dial(context: TwilioContext, verb: Verb): Promise<Next | undefined> {
  const plan = dialPlanOf(context, verb);
  const run = new TwilioDial(context, plan);
  if (mayShowCallerId(context.call, plan.callerId)) return run.dial();
  const why = `callerId "${plan.callerId}" is not one of this call or account`;
  context.call.record.addFault(13214, why, verb.documentUrl, false);
  return run.refuse();
}

/** A caller ID has to be of this call or a number of the account; a withheld one cannot be passed on. */
function mayShowCallerId(call: RunningTwilioCall, callerId: string): boolean {
  const { order } = call.record;
  return /^\+[1-9]\d{6,14}$/.test(callerId) && [order.from, order.to, ...call.ownNumbers()].includes(callerId);
}

class TwilioDial extends DialRun<DialTarget, TwilioLeg> {
  private recording: RunningRecording | undefined;
  private recordingUrl: string | undefined;

  constructor(
    protected override readonly context: TwilioContext,
    protected override readonly plan: DialPlan,
  ) {
    super(context, plan);
  }

  async dial(): Promise<Next | undefined> {
    if (this.plan.record.startsWith('record-from-ringing')) this.beginRecording();
    await this.ring();
    return this.next(this.result());
  }

  refuse(): Next | undefined {
    return this.next({ DialCallStatus: 'failed', DialBridged: 'false', ErrorCode: '13214' });
  }

  protected legTo(target: DialTarget): TwilioLeg {
    return new TwilioLeg(this.context.call, this.plan, target);
  }

  /** The first one that is picked up silences the others, be it a voicemail box. */
  protected pickedUp(leg: TwilioLeg): void {
    this.cancelOthers(leg);
    if (/^(record-from-answer|true)/.test(this.plan.record)) this.beginRecording();
  }

  protected connected(): void {
    return undefined;
  }

  /** A recording without a conversation is none. */
  protected over(): void {
    if (!this.recording) return;
    const { recordings } = this.context.call;
    if (this.legs.some(({ bridged }) => bridged)) this.recordingUrl = recordings.finish(this.recording).url;
    else recordings.discard(this.recording);
  }

  protected result(unanswered?: string): Record<string, string> {
    const leg = this.legs.find(({ answeredAtMs }) => answeredAtMs) ?? this.legs.at(-1);
    if (!leg) return { DialCallStatus: unanswered ?? 'failed', DialBridged: 'false' };
    const { failedScreenStatus } = this.context.call.record.order;
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

  private next(params: Readonly<Record<string, string>>): Next | undefined {
    const { action } = this.plan;
    return action ? { to: 'document', target: { kind: 'dial-action', ...action, params } } : undefined;
  }

  private beginRecording(): void {
    const { record, recordTrack, recordCallback } = this.plan;
    this.recording ??= this.context.call.recordings.begin({
      source: 'DialVerb',
      channels: record.endsWith('-dual') ? 2 : 1,
      track: recordTrack,
      report: reportTo(recordCallback),
    });
  }
}
