import { randomUUID } from 'node:crypto';
import { DialLeg, type LegCause, type LegEnd } from '../calls/dial-leg.js';
import { confirmLeg } from './confirm-leg.js';
import type { DialPlan, DialTarget } from './dial-plan.js';
import { type HangupCause, hangupCauses } from './hangup-causes.js';
import type { RunningPlivoCall } from './running-call.js';
import { bareNumber } from './wire-format.js';

/** A dialled leg at Plivo: it reports to the callback of its `<Dial>`, and is screened with the confirm key before it is connected. */
export class PlivoLeg extends DialLeg {
  readonly events: LegEvents;
  private readonly digits: DigitMatch;
  private ignoreKeys: (() => void) | undefined;

  constructor(
    override readonly call: RunningPlivoCall,
    readonly dial: DialPlan,
    target: DialTarget,
  ) {
    const { ringMs, talkLimitMs, confirmation } = dial;
    const { number, callerId: from } = target;
    super(call, { sid: randomUUID(), number, from, ringMs, talkLimitMs, screened: confirmation !== undefined });
    this.events = new LegEvents(call, this.sid, dial, target);
    this.digits = new DigitMatch(dial.digitsMatchBLeg, (pattern) => this.events.sendDigits(pattern));
  }

  /** A number of this call, or of the account. */
  protected override get mayShowCallerId(): boolean {
    const { order } = this.call.record;
    const allowed = [order.from, order.to, ...this.call.ownNumbers()].map((number) => number.replace(/^\+/, ''));
    return /^\d{4,15}$/.test(this.from) && allowed.includes(this.from);
  }

  protected report(event: 'initiated' | 'ringing' | 'answered' | 'connected'): void {
    const { digitsMatchFrom } = this.call.record.order;
    if (event === 'answered') {
      this.events.send('answer');
      if (digitsMatchFrom === 'pick-up') this.matchKeys();
    }
    if (event === 'connected') {
      this.events.send('connected');
      if (digitsMatchFrom !== 'never') this.matchKeys();
    }
  }

  private matchKeys(): void {
    if (this.dial.digitsMatchBLeg.length === 0) return;
    this.ignoreKeys ??= this.phone.onKey((key) => this.digits.press(key));
  }

  protected reportEnd(_end: LegEnd, why: LegCause): void {
    this.ignoreKeys?.();
    this.events.sendEnd(causeOf(why, this.answeredAtMs !== undefined), this.seconds);
  }

  protected screen(signal: AbortSignal): Promise<'end' | 'hangup'> {
    return confirmLeg(this, signal);
  }
}

const eventNames = {
  answer: 'DialAnswer',
  connected: 'DialConnected',
  digits: 'DialDigitsMatch',
  hangup: 'DialHangup',
} as const;

/** The events of one dialled leg, reported to the `callbackUrl` of its `<Dial>`. */
class LegEvents {
  constructor(
    private readonly call: RunningPlivoCall,
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

/** Listens for the patterns of `digitsMatchBLeg` among the keys of a responder, who is not kept from pressing others. */
class DigitMatch {
  private pressed = '';
  private readonly maxLength: number;

  constructor(
    private readonly patterns: readonly string[],
    private readonly matched: (pattern: string) => void,
  ) {
    this.maxLength = Math.max(0, ...patterns.map(({ length }) => length));
  }

  press(key: string): void {
    this.pressed = (this.pressed + key).slice(-this.maxLength);
    const pattern = this.patterns.find((one) => this.pressed.endsWith(one));
    if (pattern === undefined) return;
    this.pressed = '';
    this.matched(pattern);
  }
}
