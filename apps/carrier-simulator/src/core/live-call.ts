import type { Call, HangsUp } from './call.js';
import type { CallFile } from './call-file.js';
import type { CallRecordings } from './call-recordings.js';
import type { Courier } from './courier.js';
import type { DialledLegs } from './dialled-leg.js';
import { DocumentFault } from './document-fault.js';
import { Interrupted } from './interrupted.js';
import { CalledParty } from './called-party.js';
import { CallingParty } from './calling-party.js';
import type { Party } from './party.js';
import { type Person, stranger } from './person.js';
import { Phone } from './phone.js';
import type { Stage } from './stage.js';
import type { Target } from './target.js';
import { secondsBetween } from './timing.js';

/** Where a call is placed: who lives there, and for an outgoing call how long it rings. */
export interface Surroundings {
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
  abstract readonly courier: Courier;
  abstract readonly recordings: CallRecordings;
  abstract readonly accountSid: string;
  /** In the provider's own words. */
  abstract readonly status: string;
  /** What it ended with where it was never answered. */
  protected unansweredAs: 'busy' | 'no-answer' | 'failed' | undefined;
  protected endedBy: HangsUp | undefined;
  private turn = new AbortController();
  private wanted: Target | undefined;
  private over = false;
  private readonly party: Party;

  constructor(
    readonly file: CallFile,
    private readonly surroundings: Surroundings,
  ) {
    const { direction, ringMs } = surroundings;
    const { from, to } = file.order;
    this.phone = new Phone(direction === 'incoming' ? from : to);
    const hands = {
      phone: this.phone,
      hangUp: () => this.hangUp('caller'),
      press: (key: string) => void this.press(key),
    };
    this.party =
      direction === 'incoming'
        ? new CallingParty(file, hands)
        : new CalledParty(file, this.personAt(to), hands, ringMs);
    this.file.onMoment((moment) => this.party.reached(moment));
  }

  get direction(): 'incoming' | 'outgoing' {
    return this.surroundings.direction;
  }

  get answered(): boolean {
    return this.answeredAtMs !== undefined;
  }

  get hungUp(): boolean {
    return this.over;
  }

  /** Billed seconds: from the answer to the end. */
  get seconds(): number {
    return this.answeredAtMs ? secondsBetween(this.answeredAtMs, this.endedAtMs ?? Date.now(), this.file.timing) : 0;
  }

  answer(): void {
    this.answeredAtMs ??= Date.now();
  }

  personAt(number: string): Person {
    const { people } = this.surroundings;
    const known = `+${number.replace(/^\+/, '')}`;
    return this.file.order.people[known] ?? people.get(known) ?? stranger;
  }

  press(key: string): boolean {
    const heard = this.phone.press(key);
    this.file.tell('presses', `${this.party.name} presses ${key}${heard ? '' : ', and nobody listens'}`, { key });
    return heard;
  }

  hangUp(by: HangsUp): void {
    if (this.over) return;
    this.over = true;
    this.endedBy = by;
    this.endedAtMs = Date.now();
    if (by === 'caller') this.file.tell('hangs-up', `${this.party.name} hangs up`);
    if (by === 'api') this.file.tell('hangs-up', 'the call is ended through the API');
    this.phone.hangUp();
    this.turn.abort(new Interrupted('hangup'));
  }

  /** Sends the live call elsewhere. The last one wins where several come before the call has moved. */
  redirect(target: Target): void {
    this.wanted = target;
    this.file.tell('redirected', 'the call is moved on through the API', { url: target.url });
    this.turn.abort(new Interrupted('redirect'));
  }

  /** Runs the call. Resolves when every callback about it is delivered or given up. */
  async run(): Promise<void> {
    // Whoever is called may hang up the phone themselves; nobody else would notice.
    this.phone.gone.addEventListener('abort', () => this.hangUp('caller'), { once: true });
    const begun = await this.party.begin();
    if (begun !== 'ready') this.unansweredAs ??= begun;
    if (begun === 'ready' && this.direction === 'outgoing') this.answer();
    let next: Target | undefined = begun === 'ready' ? this.first() : undefined;
    while (next && !this.over) next = await this.takeTurn(next);
    await this.finish();
  }

  /** Where the first document comes from, if anywhere. */
  protected abstract first(): Target | undefined;
  /** Fetches and executes documents until they end. Throws DocumentFault and Interrupted. */
  protected abstract execute(target: Target, stage: Stage): Promise<unknown>;
  /** Where to go on after a fault, if anywhere; otherwise it has said goodbye. */
  protected abstract afterFault(fault: DocumentFault, target: Target): Target | undefined;
  /** The fields that every request about the call carries. */
  abstract params(): Record<string, string>;
  protected abstract reportEnd(): void;

  private async takeTurn(target: Target): Promise<Target | undefined> {
    this.turn = new AbortController();
    try {
      await this.followWithFallback(target);
      return undefined;
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      const { wanted } = this;
      this.wanted = undefined;
      return wanted;
    }
  }

  private async followWithFallback(target: Target): Promise<void> {
    try {
      await this.execute(target, this.stage());
    } catch (error) {
      if (!(error instanceof DocumentFault)) throw error;
      this.file.blame(error.code, error.message, error.url, true);
      const next = this.afterFault(error, target);
      if (next) await this.followWithFallback(next);
    }
  }

  protected hears(what: string): void {
    this.heard.push(what);
    this.file.tell('hears', `${this.party.name} hears: ${what}`);
  }

  private stage(): Stage {
    return {
      call: this,
      legSid: this.file.callSid,
      phone: this.phone,
      signal: this.turn.signal,
      screening: false,
      params: () => this.params(),
      hears: (what) => this.hears(what),
      prompted: () => this.party.prompted(),
    };
  }

  private async finish(): Promise<void> {
    this.hangUp('document');
    const { file, courier } = this;
    const total = secondsBetween(file.startedAtMs, this.endedAtMs ?? Date.now(), file.timing);
    file.tell('ends', `the call ends after ${total} s`, { seconds: total, callStatus: this.status });
    file.end();
    this.reportEnd();
    this.recordings.finishAll();
    await courier.allDelivered();
    file.settle();
  }
}
