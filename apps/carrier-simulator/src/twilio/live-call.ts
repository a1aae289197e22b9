import { CallFile } from '../core/call-file.js';
import type { CallOrder } from '../core/call-order.js';
import { CallRecordings } from '../core/call-recordings.js';
import { Courier } from '../core/courier.js';
import type { DocumentFault } from '../core/document-fault.js';
import { LiveCall, type Surroundings } from '../core/live-call.js';
import type { RequestLog } from '../core/request-log.js';
import type { Stage } from '../core/stage.js';
import type { Target } from '../core/target.js';
import type { Timing } from '../core/timing.js';
import type { Account, Books, Webhooks } from './books.js';
import { followDocuments } from './follow-documents.js';
import { newSid } from './new-sid.js';
import { rfc2822 } from './rfc2822.js';
import { standardParams } from './standard-params.js';
import type { TwilioCall, TwilioStage } from './twilio-call.js';
import { twilioTransport } from './twilio-transport.js';

/** What a call needs of the carrier it runs at. */
export interface CallWorld extends Surroundings {
  readonly books: Books;
  readonly log: RequestLog;
  readonly account: Account;
  readonly webhooks: Webhooks;
  readonly publicUrl: string;
  /** The first document itself, where the REST API was given it. */
  readonly inline?: string;
}

/** A call at Twilio. */
export class TwilioLiveCall extends LiveCall implements TwilioCall {
  readonly courier: Courier;
  readonly recordings: CallRecordings;
  readonly accountSid: string;

  constructor(
    private readonly world: CallWorld,
    order: CallOrder,
    timing: Timing,
  ) {
    super(new CallFile(newSid('CA'), order, timing), world);
    const { account, books, publicUrl, log } = world;
    const { accountSid } = account;
    this.accountSid = accountSid;
    this.courier = new Courier(this.file, twilioTransport(this.file, log, account));
    this.recordings = new CallRecordings(this.file, this.courier, {
      accountSid,
      kept: books.recordings,
      newId: () => newSid('RE'),
      urlOf: (sid) => `${publicUrl}/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`,
    });
  }

  get status(): string {
    if (!this.hungUp) return this.answered ? 'in-progress' : 'ringing';
    if (this.answered) return 'completed';
    if (this.direction === 'outgoing' && this.endedBy === 'api') return 'canceled';
    return this.unansweredAs ?? 'no-answer';
  }

  params(): Record<string, string> {
    const { order, callSid } = this.file;
    const { accountSid, status: callStatus } = this;
    const direction = this.direction === 'incoming' ? 'inbound' : 'outbound-api';
    const identity = { accountSid, callSid, from: order.from, to: order.to, direction, callStatus } as const;
    return { ...standardParams(identity), ...order.params };
  }

  reject(status: 'busy' | 'no-answer'): void {
    this.unansweredAs = status;
  }

  ownNumbers(): readonly string[] {
    return [...this.world.books.numbers.values()]
      .filter(({ accountSid }) => accountSid === this.accountSid)
      .map(({ number }) => number);
  }

  follow(stage: TwilioStage, first: Target): Promise<'end' | 'hangup'> {
    return followDocuments(stage, first);
  }

  protected first(): Target {
    const { inline, webhooks } = this.world;
    const target = { kind: 'voice', url: webhooks.voiceUrl, method: webhooks.voiceMethod, params: {} } as const;
    return inline === undefined ? target : { ...target, inline };
  }

  protected execute(target: Target, stage: Stage): Promise<unknown> {
    return this.follow({ ...stage, call: this }, target);
  }

  protected afterFault({ code, url: faulty }: DocumentFault, target: Target): Target | undefined {
    const { fallbackUrl: url, fallbackMethod: method } = this.world.webhooks;
    if (url && target.kind !== 'fallback')
      return { kind: 'fallback', url, method, params: { ErrorCode: String(code), ErrorUrl: faulty } };
    this.answer();
    this.hears('"We are sorry, an application error has occurred. Goodbye."');
    return undefined;
  }

  protected reportEnd(): void {
    const { statusUrl: url, statusMethod: method } = this.world.webhooks;
    if (!url) return;
    const params = {
      ...this.params(),
      CallDuration: String(this.seconds),
      Duration: String(Math.ceil(this.seconds / 60)),
      Timestamp: rfc2822(new Date()),
      CallbackSource: 'call-progress-events',
      SequenceNumber: '0',
    };
    this.courier.tell({ kind: 'status', method, url, params }, 'status');
  }
}
