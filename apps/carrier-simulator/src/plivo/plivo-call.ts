import { randomUUID } from 'node:crypto';
import type { CallOrder } from '../calls/call-order.js';
import { CallRecord } from '../calls/call-record.js';
import { CallRecordings, type RecordingOptions } from '../calls/call-recordings.js';
import { Call, type CallEnvironment } from '../calls/call.js';
import type { Timing } from '../calls/timing.js';
import type { DocumentError, ExecutionContext, Target } from '../documents/execution.js';
import type { RequestLog } from '../webhooks/request-log.js';
import { WebhookDispatcher } from '../webhooks/webhook-dispatcher.js';
import type { CallUrls, PlivoAccount, PlivoAccounts } from './accounts.js';
import { followDocuments } from './document-runner.js';
import { faultCause, type HangupCause, hangupCauses } from './hangup-causes.js';
import type { RunningPlivoCall } from './running-call.js';
import { plivoTransport } from './transport.js';
import { bareNumber, dateTime, preciseDateTime } from './wire-format.js';

/** What a call needs: its account, where its webhooks go, and whom it reaches. */
interface PlivoEnvironment extends CallEnvironment {
  readonly accounts: PlivoAccounts;
  readonly log: RequestLog;
  readonly account: PlivoAccount;
  /** Nothing where the number has no application. */
  readonly urls: CallUrls | undefined;
  readonly publicUrl: string;
  /** Of an outgoing call. */
  readonly requestUuid?: string;
}

const maxTransfers = 70;
const neverAnswered = {
  busy: hangupCauses.busy,
  'no-answer': hangupCauses.noAnswer,
  failed: hangupCauses.invalidDestination,
} as const;

/** A call at Plivo. */
export class PlivoCall extends Call implements RunningPlivoCall {
  readonly dispatcher: WebhookDispatcher;
  readonly recordings: CallRecordings;
  readonly accountSid: string;
  readonly recordAtDialAnswer: RecordingOptions[] = [];
  private ending: HangupCause = hangupCauses.byElement;
  private transfers = 0;

  constructor(
    private readonly options: PlivoEnvironment,
    order: CallOrder,
    timing: Timing,
  ) {
    super(new CallRecord(randomUUID(), order, timing), options);
    const { account, accounts, publicUrl, log } = options;
    const { accountSid, authToken } = account;
    this.accountSid = accountSid;
    this.dispatcher = new WebhookDispatcher(this.record, plivoTransport(this.record, log, authToken));
    this.recordings = new CallRecordings(this.record, this.dispatcher, {
      accountSid,
      recordings: accounts.recordings,
      newId: () => randomUUID(),
      urlOf: (id) => `${publicUrl}/v1/Account/${accountSid}/Recording/${id}.mp3`,
    });
  }

  get status(): string {
    if (!this.hungUp) return this.answered ? 'in-progress' : 'ringing';
    return this.answered ? 'completed' : (this.unansweredAs ?? (this.ending.code === 3010 ? 'busy' : 'no-answer'));
  }

  get requestUuid(): string {
    return this.options.requestUuid ?? '';
  }

  /** Why the call ended, once it has. */
  get hangupCause(): HangupCause {
    const { endedBy, answered } = this;
    if (endedBy === 'caller') return answered ? hangupCauses.byCaller : hangupCauses.canceledByCaller;
    if (endedBy === 'api') return answered ? hangupCauses.byApi : hangupCauses.canceledByApi;
    return this.unansweredAs ? neverAnswered[this.unansweredAs] : this.ending;
  }

  params(): Record<string, string> {
    const { order, callSid, startedAtMs } = this.record;
    const outgoing = this.direction === 'outgoing';
    const params: Record<string, string> = {
      BillRate: '0.0055',
      CallStatus: this.status,
      CallUUID: callSid,
      CallerName: order.from,
      CountryCode: 'US',
      Direction: outgoing ? 'outbound' : 'inbound',
      From: bareNumber(order.from),
      ParentAuthID: this.accountSid,
      RouteType: 'Domestic',
      STIRAttestation: 'Not Applicable',
      STIRVerification: outgoing ? 'Not Applicable' : 'Not Verified',
      SessionStart: preciseDateTime(startedAtMs),
      To: bareNumber(order.to),
    };
    const { requestUuid } = this;
    if (outgoing) Object.assign(params, { ALegUUID: callSid, ALegRequestUUID: requestUuid, RequestUUID: requestUuid });
    return { ...params, ...order.params };
  }

  endsWith(cause: HangupCause): void {
    this.ending = cause;
  }

  endIn(seconds: number): void {
    const end = (): void => {
      this.endsWith(hangupCauses.scheduled);
      this.hangUp('document');
    };
    const timer = setTimeout(end, seconds * this.record.timing.secondMs);
    this.record.ended.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  /** A call that has been transferred too often is ended instead. */
  override redirect(target: Target): void {
    this.transfers += 1;
    if (this.transfers <= maxTransfers) return super.redirect(target);
    this.endsWith(hangupCauses.loop);
    this.hangUp('document');
  }

  ownNumbers(): readonly string[] {
    return [...this.options.accounts.numbers.values()]
      .filter(({ accountSid }) => accountSid === this.accountSid)
      .map(({ number }) => number);
  }

  protected first(): Target | undefined {
    const { urls } = this.options;
    if (!urls?.answerUrl) return undefined;
    return { kind: 'voice', url: urls.answerUrl, method: urls.answerMethod, params: { Event: 'StartApp' } };
  }

  protected runDocuments(target: Target, context: ExecutionContext): Promise<unknown> {
    return followDocuments({ ...context, call: this }, target);
  }

  /** Only an answer has a fallback; anything else that fails ends the call. */
  protected afterFault({ code }: DocumentError, target: Target): Target | undefined {
    const { urls } = this.options;
    const ofAnswer = code === 7011 || code === 8011;
    if (ofAnswer && target.kind === 'voice' && urls?.fallbackUrl)
      return { kind: 'fallback', url: urls.fallbackUrl, method: urls.fallbackMethod, params: { Event: 'StartApp' } };
    this.endsWith(faultCause(code));
    return undefined;
  }

  protected reportEnd(): void {
    const { hangupUrl: url = '', hangupMethod: method = 'POST' } = this.options.urls ?? {};
    if (!url) return;
    this.dispatcher.notify({ kind: 'status', method, url, params: this.hangupParams() }, 'status');
  }

  private hangupParams(): Record<string, string> {
    const { startedAtMs } = this.record;
    const { cause, name, code, source } = this.hangupCause;
    const endedAtMs = this.endedAtMs ?? Date.now();
    const bill = Math.ceil(this.seconds / 60) * 60;
    return {
      ...this.params(),
      Event: 'Hangup',
      AnswerTime: this.answeredAtMs ? dateTime(this.answeredAtMs) : '',
      BillDuration: String(bill),
      Duration: String(this.seconds),
      StartTime: dateTime(startedAtMs),
      EndTime: dateTime(endedAtMs),
      HangupCause: cause,
      HangupCauseName: name,
      HangupCauseCode: String(code),
      HangupSource: source,
      TotalCost: ((bill / 60) * 0.0055).toFixed(5),
    };
  }
}
