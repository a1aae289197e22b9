import type { LegCause } from '../core/dial-leg.js';
import { bareNumber } from './bare-number.js';
import type { DialPlan, DialTarget } from './dial-plan.js';
import { type HangupCause, hangupCauses } from './hangup-causes.js';
import type { PlivoCall } from './plivo-call.js';

const eventNames = {
  answer: 'DialAnswer',
  connected: 'DialConnected',
  digits: 'DialDigitsMatch',
  hangup: 'DialHangup',
} as const;

/** The events of one dialled leg, reported to the `callbackUrl` of its `<Dial>`. */
export class LegEvents {
  constructor(
    private readonly call: PlivoCall,
    private readonly sid: string,
    private readonly plan: DialPlan,
    private readonly target: DialTarget,
  ) {}

  send(action: 'answer' | 'connected'): void {
    this.post(action, {});
  }

  sendDigits(pattern: string): void {
    this.post('digits', { DialDigitsMatch: pattern, DialDigitsPressedBy: 'BLeg' });
  }

  sendEnd(cause: HangupCause, seconds: number): void {
    this.post('hangup', {
      DialBLegDuration: String(seconds),
      DialBLegBillDuration: String(Math.ceil(seconds / 60) * 60),
      DialBLegHangupCause: cause.cause,
      DialBLegHangupCauseName: cause.name,
      DialBLegHangupCauseCode: String(cause.code),
      DialBLegHangupSource: cause.source,
    });
    this.call.dispatcher.closeQueue(this.queue);
  }

  /** The fields of every request about this leg. */
  params(): Record<string, string> {
    const { callSid } = this.call.record;
    return {
      CallUUID: callSid,
      DialALegUUID: callSid,
      DialBLegUUID: this.sid,
      DialBLegFrom: this.target.callerId,
      DialBLegTo: bareNumber(this.target.number),
    };
  }

  private get queue(): string {
    return `leg:${this.sid}`;
  }

  private post(action: keyof typeof eventNames, fields: Readonly<Record<string, string>>): void {
    const { callback } = this.plan;
    if (!callback) return;
    const params = {
      Event: eventNames[action],
      DialAction: action,
      ...this.params(),
      DialBLegStatus: action,
      STIRVerification: 'Not Applicable',
      ...fields,
    };
    this.call.dispatcher.notify({ kind: 'leg', ...callback, params }, this.queue);
  }
}

const causes: Readonly<Record<LegCause, HangupCause>> = {
  responder: hangupCauses.byCallee,
  caller: hangupCauses.byCaller,
  api: hangupCauses.byApi,
  'ring-timeout': hangupCauses.ringTimeout,
  busy: hangupCauses.busy,
  declined: hangupCauses.rejected,
  unreachable: hangupCauses.invalidDestination,
  'caller-id': hangupCauses.invalidCallerId,
  screening: hangupCauses.confirmFailed,
  'time-limit': hangupCauses.scheduled,
  'lost-race': hangupCauses.lostRace,
};

/** A leg that never was picked up is not hung up but canceled. */
export function causeOf(why: LegCause, answered: boolean): HangupCause {
  if (!answered && why === 'caller') return hangupCauses.canceledByCaller;
  if (!answered && why === 'api') return hangupCauses.canceledByApi;
  return causes[why];
}
