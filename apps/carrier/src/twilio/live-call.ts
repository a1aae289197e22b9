import { CallFile } from '../core/call-file.js';
import type { CallOrder } from '../core/call-order.js';
import { Courier } from '../core/courier.js';
import { Interrupted } from '../core/interrupted.js';
import { type Person, stranger } from '../core/person.js';
import { Phone } from '../core/phone.js';
import { PlayCaller } from '../core/play-caller.js';
import type { RequestLog } from '../core/request-log.js';
import { secondsBetween, type Timing } from '../core/timing.js';
import type { Account, Books, RentedNumber } from './books.js';
import { CallRecordings, rfc2822 } from './call-recordings.js';
import { DocumentFault } from './document-fault.js';
import { followDocuments } from './follow-documents.js';
import { newSid } from './new-sid.js';
import { signedTransport } from './signed-transport.js';
import type { Stage } from './stage.js';
import { standardParams } from './standard-params.js';
import type { DialledLegs, Target, TwilioCall } from './twilio-call.js';

/** What a call needs of the carrier it runs at. */
export interface CallWorld {
  readonly books: Books;
  readonly log: RequestLog;
  readonly account: Account;
  readonly rented: RentedNumber;
  readonly publicUrl: string;
  readonly people: ReadonlyMap<string, Person>;
}

/** An incoming call, from the first request to the last callback. */
export class LiveCall implements TwilioCall {
  readonly file: CallFile;
  readonly courier: Courier;
  readonly recordings: CallRecordings;
  readonly phone: Phone;
  readonly dialled: DialledLegs = new Map();
  readonly rented: RentedNumber;
  endedAtMs: number | undefined;
  private answeredAtMs: number | undefined;
  private refusedAs: 'busy' | 'no-answer' | undefined;
  private turn = new AbortController();
  private wanted: Target | undefined;
  private over = false;
  private readonly caller: PlayCaller;

  constructor(
    private readonly world: CallWorld,
    order: CallOrder,
    timing: Timing,
  ) {
    const { account, books, publicUrl, rented } = world;
    this.rented = rented;
    this.file = new CallFile(newSid('CA'), order, timing);
    this.courier = new Courier(this.file, signedTransport(this.file, world.log, account.authToken));
    this.recordings = new CallRecordings(this.file, this.courier, books, { publicUrl, accountSid: account.accountSid });
    this.phone = new Phone(order.from);
    const hands = {
      hangUp: () => this.hangUp('caller'),
      press: (key: string) => void this.press(key),
      gone: this.phone.gone,
    };
    this.caller = new PlayCaller(order.caller, hands);
    this.file.onMoment((moment) => this.caller.reached(moment));
  }

  get answered(): boolean {
    return this.answeredAtMs !== undefined;
  }

  get hungUp(): boolean {
    return this.over;
  }

  get status(): string {
    if (!this.over) return this.answered ? 'in-progress' : 'ringing';
    return this.answered ? 'completed' : (this.refusedAs ?? 'no-answer');
  }

  /** Billed seconds: from the answer to the end. */
  get seconds(): number {
    return this.answeredAtMs ? secondsBetween(this.answeredAtMs, this.endedAtMs ?? Date.now(), this.file.timing) : 0;
  }

  params(): Record<string, string> {
    const { order, callSid } = this.file;
    const { accountSid } = this.rented;
    return standardParams({
      accountSid,
      callSid,
      from: order.from,
      to: order.to,
      direction: 'inbound',
      callStatus: this.status,
    });
  }

  answer(): void {
    this.answeredAtMs ??= Date.now();
  }

  reject(status: 'busy' | 'no-answer'): void {
    this.refusedAs = status;
  }

  personAt(number: string): Person {
    return this.file.order.people[number] ?? this.world.people.get(number) ?? stranger;
  }

  ownNumbers(): readonly string[] {
    return [...this.world.books.numbers.values()]
      .filter(({ accountSid }) => accountSid === this.rented.accountSid)
      .map(({ number }) => number);
  }

  follow(stage: Stage, first: Target): Promise<'end' | 'hangup'> {
    return followDocuments(stage, first);
  }

  press(key: string): boolean {
    const heard = this.phone.press(key);
    this.file.tell('presses', `caller presses ${key}${heard ? '' : ', and nobody listens'}`, { key });
    return heard;
  }

  hangUp(by: 'caller' | 'document' | 'api'): void {
    if (this.over) return;
    this.over = true;
    this.endedAtMs = Date.now();
    if (by === 'caller') this.file.tell('hangs-up', 'caller hangs up');
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
    const { order } = this.file;
    this.file.tell('dials', `caller ${order.from} dials ${order.to}`);
    this.caller.started();
    const { voiceUrl: url, voiceMethod: method } = this.rented;
    let next: Target | undefined = { kind: 'voice', url, method, params: {} };
    while (next && !this.over) next = await this.takeTurn(next);
    await this.finish();
  }

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
    const stage = this.stage();
    try {
      await this.follow(stage, target);
    } catch (error) {
      if (!(error instanceof DocumentFault)) throw error;
      this.file.blame(error.code, error.message, error.url, true);
      const { fallbackUrl: url, fallbackMethod: method } = this.rented;
      if (!url || target.kind === 'fallback') return this.applicationError();
      const params = { ErrorCode: String(error.code), ErrorUrl: error.url };
      await this.followWithFallback({ kind: 'fallback', url, method, params });
    }
  }

  private applicationError(): void {
    this.answer();
    this.file.tell('hears', 'caller hears: "We are sorry, an application error has occurred. Goodbye."');
  }

  private stage(): Stage {
    return {
      call: this,
      legSid: this.file.callSid,
      phone: this.phone,
      signal: this.turn.signal,
      screening: false,
      params: () => this.params(),
      hears: (what) => this.file.tell('hears', `caller hears: ${what}`),
      prompted: () => this.caller.prompted(),
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

  private reportEnd(): void {
    const { statusUrl: url, statusMethod: method } = this.rented;
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
