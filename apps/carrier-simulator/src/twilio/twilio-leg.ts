import { DialLeg, type LegEnd } from '../core/dial-leg.js';
import type { DialPlan, DialTarget } from './dial-plan.js';
import { LegReports } from './leg-reports.js';
import { newSid } from './new-sid.js';
import { screenLeg } from './screen-leg.js';
import type { TwilioCall } from './twilio-call.js';

/** A dialled leg at Twilio: it reports to the status callback of its `<Number>`, and is screened by that one's document. */
export class TwilioLeg extends DialLeg {
  private readonly reports: LegReports;

  constructor(
    override readonly call: TwilioCall,
    plan: DialPlan,
    readonly target: DialTarget,
  ) {
    const { ringMs, talkLimitMs, callerId: from } = plan;
    const { number } = target;
    const screened = target.screen !== undefined;
    super(call, { sid: newSid('CA'), number, from, ringMs, talkLimitMs, screened });
    this.reports = new LegReports(call, this.sid, from, target);
  }

  protected report(event: 'initiated' | 'ringing' | 'answered' | 'connected'): void {
    if (event !== 'connected') this.reports.send(event);
  }

  protected reportEnd(end: LegEnd): void {
    this.reports.sendEnd(end, this.seconds);
  }

  protected screen(signal: AbortSignal): Promise<'end' | 'hangup'> {
    return screenLeg(this, signal);
  }
}
