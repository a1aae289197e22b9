import { DialLeg, type LegEnd, pickUpStory } from '../calls/dial-leg.js';
import { DocumentError } from '../documents/execution.js';
import type { DialPlan, DialTarget } from './dial-plan.js';
import type { RunningTwilioCall, TwilioContext } from './running-call.js';
import { newSid, rfc2822, standardParams } from './wire-format.js';

type LegEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

const sipCodes: Readonly<Record<string, string>> = {
  completed: '200',
  busy: '486',
  'no-answer': '487',
  canceled: '487',
  failed: '404',
};

/** A dialled leg at Twilio: it reports to the status callback of its `<Number>`, and is screened by that one's document. */
export class TwilioLeg extends DialLeg {
  /** Number of the next status callback. Every event counts, also one that the document does not want reported. */
  private sequence = 0;

  constructor(
    override readonly call: RunningTwilioCall,
    plan: DialPlan,
    readonly target: DialTarget,
  ) {
    const { ringMs, talkLimitMs, callerId: from } = plan;
    const { number } = target;
    const screened = target.screen !== undefined;
    super(call, { sid: newSid('CA'), number, from, ringMs, talkLimitMs, screened });
  }

  /** The standard fields from the point of view of this leg. */
  params(): Record<string, string> {
    return standardParams({
      accountSid: this.call.accountSid,
      callSid: this.sid,
      parentCallSid: this.call.record.callSid,
      from: this.from,
      to: this.target.number,
      direction: 'outbound-dial',
      callStatus: this.status,
    });
  }

  protected report(event: Exclude<LegEvent, 'completed'> | 'connected'): void {
    if (event !== 'connected') this.post(event, { CallStatus: event === 'answered' ? 'in-progress' : event });
  }

  protected reportEnd(end: LegEnd): void {
    this.post('completed', {
      CallStatus: end,
      CallDuration: String(this.seconds),
      Duration: String(Math.ceil(this.seconds / 60)),
      SipResponseCode: sipCodes[end] ?? '500',
    });
    this.call.dispatcher.closeQueue(this.queue);
  }

  protected screen(signal: AbortSignal): Promise<'end' | 'hangup'> {
    return screenLeg(this, signal);
  }

  private get queue(): string {
    return `leg:${this.sid}`;
  }

  private post(event: LegEvent, fields: Readonly<Record<string, string>>): void {
    const number = this.sequence;
    this.sequence += 1;
    const { report } = this.target;
    if (!report?.events.includes(event)) return;
    const params = {
      ...this.params(),
      Timestamp: rfc2822(new Date()),
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(number),
      ...fields,
    };
    this.call.dispatcher.notify({ kind: 'leg', method: report.method, url: report.url, params }, this.queue);
  }
}

/**
 * Executes the document of `<Number url>` on the leg that was just picked up, with that leg's own identity. `end`: the two
 * sides are to be bridged; `hangup`: the document, or a fault in it, ended the leg.
 */
async function screenLeg(leg: TwilioLeg, signal: AbortSignal): Promise<'end' | 'hangup'> {
  const { screen } = leg.target;
  if (!screen) return 'end';
  const { record } = leg.call;
  const story = pickUpStory(leg);
  record.reachMoment('screening');
  const context: TwilioContext = {
    call: leg.call,
    legSid: leg.sid,
    phone: leg.phone,
    signal,
    screening: true,
    params: () => leg.params(),
    hears: story.hears,
    prompted: () => leg.prompted(),
  };
  try {
    const end = await leg.call.follow(context, { kind: 'screen', ...screen, params: {} });
    story.flush();
    if (end === 'hangup')
      record.log('leg-ends', `the call to ${leg.label} ends without a connection`, { leg: leg.sid });
    return end;
  } catch (error) {
    story.flush();
    if (!(error instanceof DocumentError)) throw error;
    record.addFault(error.code, error.message, error.url, true);
    record.log('leg-ends', `${leg.label} hears an application error`, { leg: leg.sid });
    return 'hangup';
  }
}
