import { DocumentError, type ExecutionContext, type Target } from '../documents/execution.js';
import { CalledParty, CallingParty, type Party } from '../phones/parties.js';
import { anybody, type Person, unknownPerson } from '../phones/person.js';
import { Phone } from '../phones/phone.js';
import type { WebhookDispatcher } from '../webhooks/webhook-dispatcher.js';
import { Interrupted } from './abortable-wait.js';
import type { CallRecord } from './call-record.js';
import type { CallRecordings } from './call-recordings.js';
import type { DialledLegs, DiallingCall } from './dial-leg.js';
import { secondsBetween } from './timing.js';

/** Who picks up where, and for an outgoing call how long it rings. */
export interface CallEnvironment {
  readonly people: ReadonlyMap<string, Person>;
  readonly direction: 'incoming' | 'outgoing';
  readonly ringMs: number;
}

/** A call at any provider, from the first request to the last callback. */
export abstract class Call implements DiallingCall {
  /** The telephone of the caller; in an outgoing call, of whoever was called. */
  readonly phone: Phone;
  readonly dialled: DialledLegs = new Map();
  /** Everything the party has heard. */
  readonly heard: string[] = [];
  endedAtMs: number | undefined;
  answeredAtMs: number | undefined;
  abstract readonly dispatcher: WebhookDispatcher;
  abstract readonly recordings: CallRecordings;
  abstract readonly accountSid: string;
  /** In the provider's own words. */
  abstract readonly status: string;
  /** What it ended with where it was never answered. */
  protected unansweredAs: 'busy' | 'no-answer' | 'failed' | undefined;
  protected endedBy: HangsUp | undefined;
  private execution = new AbortController();
  private redirectTarget: Target | undefined;
  private hasEnded = false;
  private readonly party: Party;

  constructor(
    readonly record: CallRecord,
    private readonly environment: CallEnvironment,
  ) {
    const { direction, ringMs } = environment;
    const { from, to } = record.order;
    this.phone = new Phone(direction === 'incoming' ? from : to);
    const controls = {
      phone: this.phone,
      hangUp: () => this.hangUp('caller'),
      press: (key: string) => void this.press(key),
    };
    this.party =
      direction === 'incoming'
        ? new CallingParty(record, controls)
        : new CalledParty(record, this.personAt(to), controls, ringMs);
    this.record.onMoment((moment) => this.party.reached(moment));
  }

  get direction(): 'incoming' | 'outgoing' {
    return this.environment.direction;
  }

  get answered(): boolean {
    return this.answeredAtMs !== undefined;
  }

  get hungUp(): boolean {
    return this.hasEnded;
  }

  /** Billed seconds: from the answer to the end. */
  get seconds(): number {
    return this.answeredAtMs ? secondsBetween(this.answeredAtMs, this.endedAtMs ?? Date.now(), this.record.timing) : 0;
  }

  /** From now on the call is answered (and billed). Doing it twice does nothing. */
  answer(): void {
    this.answeredAtMs ??= Date.now();
  }

  personAt(number: string): Person {
    const { people } = this.environment;
    const known = `+${number.replace(/^\+/, '')}`;
    return this.record.order.people[known] ?? people.get(known) ?? people.get(anybody) ?? unknownPerson;
  }

  press(key: string): boolean {
    const heard = this.phone.press(key);
    this.record.log('presses', `${this.party.name} presses ${key}${heard ? '' : ', and nobody listens'}`, { key });
    return heard;
  }

  hangUp(by: HangsUp): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.endedBy = by;
    this.endedAtMs = Date.now();
    if (by === 'caller') this.record.log('hangs-up', `${this.party.name} hangs up`);
    if (by === 'api') this.record.log('hangs-up', 'the call is ended through the API');
    this.phone.hangUp();
    this.execution.abort(new Interrupted('hangup'));
  }

  /** Sends the live call elsewhere. The last one wins where several come before the call has moved. */
  redirect(target: Target): void {
    this.redirectTarget = target;
    this.record.log('redirected', 'the call is moved on through the API', { url: target.url });
    this.execution.abort(new Interrupted('redirect'));
  }

  /** Runs the call. Resolves when every callback about it is delivered or given up. */
  async run(): Promise<void> {
    // Whoever is called may hang up; no other code watches for that.
    this.phone.gone.addEventListener('abort', () => this.hangUp('caller'), { once: true });
    const begun = await this.party.begin();
    if (begun !== 'ready') this.unansweredAs ??= begun;
    if (begun === 'ready' && this.direction === 'outgoing') this.answer();
    let next: Target | undefined = begun === 'ready' ? this.first() : undefined;
    while (next && !this.hasEnded) next = await this.runUntilRedirected(next);
    await this.finish();
  }

  /** Where the first document comes from; `undefined`: there is none, the call ends. */
  protected abstract first(): Target | undefined;
  /** Fetches and executes documents until they end. Throws DocumentError and Interrupted. */
  protected abstract runDocuments(target: Target, context: ExecutionContext): Promise<unknown>;
  /** Where the call goes on after a fault; `undefined`: nowhere, it ends. */
  protected abstract afterFault(fault: DocumentError, target: Target): Target | undefined;
  /** The fields that every request about the call carries. */
  abstract params(): Record<string, string>;
  protected abstract reportEnd(): void;

  private async runUntilRedirected(target: Target): Promise<Target | undefined> {
    this.execution = new AbortController();
    try {
      await this.followWithFallback(target);
      return undefined;
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      const { redirectTarget } = this;
      this.redirectTarget = undefined;
      return redirectTarget;
    }
  }

  private async followWithFallback(target: Target): Promise<void> {
    try {
      await this.runDocuments(target, this.context());
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      this.record.addFault(error.code, error.message, error.url, true);
      const next = this.afterFault(error, target);
      if (next) await this.followWithFallback(next);
    }
  }

  /** What was said to the party, sentence by sentence. */
  get said(): readonly string[] {
    return this.heard.map((part) => part.replace(/^"(.*)"$/, '$1'));
  }

  protected hears(heard: string): void {
    this.heard.push(heard);
    this.record.log('hears', `${this.party.name} hears: ${heard}`);
  }

  private context(): ExecutionContext {
    return {
      call: this,
      legSid: this.record.callSid,
      phone: this.phone,
      signal: this.execution.signal,
      screening: false,
      params: () => this.params(),
      hears: (heard) => this.hears(heard),
      prompted: () => this.party.prompted(),
    };
  }

  private async finish(): Promise<void> {
    this.hangUp('document');
    const { record, dispatcher } = this;
    const total = secondsBetween(record.startedAtMs, this.endedAtMs ?? Date.now(), record.timing);
    record.log('ends', `the call ends after ${total} s`, { seconds: total, callStatus: this.status });
    record.end();
    this.reportEnd();
    this.recordings.finishAll();
    await dispatcher.allDelivered();
    record.settle();
  }
}

/** Who ends a call: the party at the telephone, the document or its end, the REST API. */
type HangsUp = 'caller' | 'document' | 'api';
