import type { Call, HangsUp } from './call.js';
import type { CallRecord } from './call-file.js';
import type { CallRecordings } from './call-recordings.js';
import type { WebhookDispatcher } from './courier.js';
import type { DialledLegs } from './dialled-leg.js';
import { DocumentError } from './document-fault.js';
import { Interrupted } from './interrupted.js';
import { CalledParty } from './called-party.js';
import { CallingParty } from './calling-party.js';
import type { Party } from './party.js';
import { type Person, unknownPerson } from './person.js';
import { Phone } from './phone.js';
import type { ExecutionContext } from './stage.js';
import type { Target } from './target.js';
import { secondsBetween } from './timing.js';

/** Who picks up where, and for an outgoing call how long it rings. */
export interface CallEnvironment {
  readonly people: ReadonlyMap<string, Person>;
  readonly direction: 'incoming' | 'outgoing';
  readonly ringMs: number;
}

/** A call of whatever provider, from the first request to the last callback. */
export abstract class LiveCall implements Call {
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

  answer(): void {
    this.answeredAtMs ??= Date.now();
  }

  personAt(number: string): Person {
    const { people } = this.environment;
    const known = `+${number.replace(/^\+/, '')}`;
    return this.record.order.people[known] ?? people.get(known) ?? unknownPerson;
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

  /** Where the first document comes from, if anywhere. */
  protected abstract first(): Target | undefined;
  /** Fetches and executes documents until they end. Throws DocumentError and Interrupted. */
  protected abstract runDocuments(target: Target, context: ExecutionContext): Promise<unknown>;
  /** Where to go on after a fault, if anywhere; otherwise the caller has heard the provider's goodbye. */
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

  protected hears(what: string): void {
    this.heard.push(what);
    this.record.log('hears', `${this.party.name} hears: ${what}`);
  }

  private context(): ExecutionContext {
    return {
      call: this,
      legSid: this.record.callSid,
      phone: this.phone,
      signal: this.execution.signal,
      screening: false,
      params: () => this.params(),
      hears: (what) => this.hears(what),
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
