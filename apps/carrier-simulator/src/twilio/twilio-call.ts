import type { CallOrder } from '../calls/call-order.js';
import { CallRecord } from '../calls/call-record.js';
import { CallRecordings } from '../calls/call-recordings.js';
import { Call, type CallEnvironment } from '../calls/call.js';
import type { Timing } from '../calls/timing.js';
import type { DocumentError, ExecutionContext, Target } from '../documents/execution.js';
import type { RequestLog } from '../webhooks/request-log.js';
import { WebhookDispatcher } from '../webhooks/webhook-dispatcher.js';
import type { Account, TwilioAccounts, Webhooks } from './accounts.js';
import { followDocuments } from './document-runner.js';
import type { RunningTwilioCall, TwilioContext } from './running-call.js';
import { twilioTransport } from './transport.js';
import { newSid, rfc2822, standardParams } from './wire-format.js';

/** What a call needs: its account, where its webhooks go, and whom it reaches. */
interface TwilioEnvironment extends CallEnvironment {
  readonly accounts: TwilioAccounts;
  readonly log: RequestLog;
  readonly account: Account;
  readonly webhooks: Webhooks;
  readonly publicUrl: string;
  /** The first document itself, where the REST API was given it. */
  readonly inline?: string;
}

/** A call at Twilio. */
export class TwilioCall extends Call implements RunningTwilioCall {
  readonly dispatcher: WebhookDispatcher;
  readonly recordings: CallRecordings;
  readonly accountSid: string;

  constructor(
    private readonly options: TwilioEnvironment,
    order: CallOrder,
    timing: Timing,
  ) {
    super(new CallRecord(newSid('CA'), order, timing), options);
    const { account, accounts, publicUrl, log } = options;
    const { accountSid } = account;
    this.accountSid = accountSid;
    this.dispatcher = new WebhookDispatcher(this.record, twilioTransport(this.record, log, account));
    this.recordings = new CallRecordings(this.record, this.dispatcher, {
      accountSid,
      recordings: accounts.recordings,
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
    const { order, callSid } = this.record;
    const { accountSid, status: callStatus } = this;
    const direction = this.direction === 'incoming' ? 'inbound' : 'outbound-api';
    const identity = { accountSid, callSid, from: order.from, to: order.to, direction, callStatus } as const;
    return { ...standardParams(identity), ...order.params };
  }

  reject(status: 'busy' | 'no-answer'): void {
    this.unansweredAs = status;
  }

  ownNumbers(): readonly string[] {
    return [...this.options.accounts.numbers.values()]
      .filter(({ accountSid }) => accountSid === this.accountSid)
      .map(({ number }) => number);
  }

  follow(context: TwilioContext, first: Target): Promise<'end' | 'hangup'> {
    return followDocuments(context, first);
  }

  protected first(): Target {
    const { inline, webhooks } = this.options;
    const target = { kind: 'voice', url: webhooks.voiceUrl, method: webhooks.voiceMethod, params: {} } as const;
    return inline === undefined ? target : { ...target, inline };
  }

  protected runDocuments(target: Target, context: ExecutionContext): Promise<unknown> {
    return this.follow({ ...context, call: this }, target);
  }

  protected afterFault({ code, url: faulty }: DocumentError, target: Target): Target | undefined {
    const { fallbackUrl: url, fallbackMethod: method } = this.options.webhooks;
    if (url && target.kind !== 'fallback')
      return { kind: 'fallback', url, method, params: { ErrorCode: String(code), ErrorUrl: faulty } };
    this.answer();
    this.hears('"We are sorry, an application error has occurred. Goodbye."');
    return undefined;
  }

  protected reportEnd(): void {
    const { statusUrl: url, statusMethod: method } = this.options.webhooks;
    if (!url) return;
    const params = {
      ...this.params(),
      CallDuration: String(this.seconds),
      Duration: String(Math.ceil(this.seconds / 60)),
      Timestamp: rfc2822(new Date()),
      CallbackSource: 'call-progress-events',
      SequenceNumber: '0',
    };
    this.dispatcher.notify({ kind: 'status', method, url, params }, 'status');
  }
}
