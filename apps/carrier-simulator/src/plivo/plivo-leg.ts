import { randomUUID } from 'node:crypto';
import { DialLeg, type LegCause, type LegEnd } from '../core/dial-leg.js';
import { confirmLeg } from './confirm-leg.js';
import { DigitMatch } from './digit-match.js';
import type { DialPlan, DialTarget } from './dial-plan.js';
import { causeOf, LegEvents } from './leg-events.js';
import type { PlivoCall } from './plivo-call.js';

/** A dialled leg at Plivo: it reports to the callback of its `<Dial>`, and is asked for the key before it is connected. */
export class PlivoLeg extends DialLeg {
  readonly events: LegEvents;
  private readonly digits: DigitMatch;
  private ignoreKeys: (() => void) | undefined;

  constructor(
    override readonly call: PlivoCall,
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
