import type { RequestKind } from '../core/misbehaviour.js';
import { rfc2822 } from './rfc2822.js';
import type { DialTarget } from './dial-plan.js';
import { standardParams } from './standard-params.js';
import type { TwilioCall } from './twilio-call.js';

type LegEvent = 'initiated' | 'ringing' | 'answered' | 'completed';
const kind: RequestKind = 'leg';
const sipCodes: Readonly<Record<string, string>> = {
  completed: '200',
  busy: '486',
  'no-answer': '487',
  canceled: '487',
  failed: '404',
};

/** The status callbacks of a dialled leg. Every event counts in the sequence, also one that nobody asked for. */
export class LegReports {
  private sequence = 0;

  constructor(
    private readonly call: TwilioCall,
    private readonly sid: string,
    private readonly callerId: string,
    private readonly target: DialTarget,
  ) {}

  send(event: Exclude<LegEvent, 'completed'>): void {
    this.post(event, { CallStatus: event === 'answered' ? 'in-progress' : event });
  }

  sendEnd(status: string, seconds: number): void {
    this.post('completed', {
      CallStatus: status,
      CallDuration: String(seconds),
      Duration: String(Math.ceil(seconds / 60)),
      SipResponseCode: sipCodes[status] ?? '500',
    });
    this.call.dispatcher.closeQueue(this.queue);
  }

  /** The standard fields from the point of view of this leg. */
  params(callStatus: string): Record<string, string> {
    return standardParams({
      accountSid: this.call.accountSid,
      callSid: this.sid,
      parentCallSid: this.call.record.callSid,
      from: this.callerId,
      to: this.target.number,
      direction: 'outbound-dial',
      callStatus,
    });
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
      ...this.params(''),
      Timestamp: rfc2822(new Date()),
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(number),
      ...fields,
    };
    this.call.dispatcher.notify({ kind, method: report.method, url: report.url, params }, this.queue);
  }
}
