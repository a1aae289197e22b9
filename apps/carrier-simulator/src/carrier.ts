import type { CallOrder } from './core/call-order.js';
import type { DialledLeg } from './core/dialled-leg.js';
import { FailureScript } from './core/failure-script.js';
import { KeptLatest } from './core/kept-latest.js';
import type { LiveCall } from './core/live-call.js';
import type { Person } from './core/person.js';
import { ReceivedLog } from './core/received-log.js';
import { RequestLog } from './core/request-log.js';
import { type Timing, timingFrom } from './core/timing.js';
import { PlivoBooks } from './plivo/plivo-books.js';
import { PlivoLiveCall } from './plivo/plivo-live-call.js';
import type { Settings } from './settings.js';
import { Sinks } from './sinks/sinks.js';
import { Books } from './twilio/books.js';
import { TwilioLiveCall } from './twilio/live-call.js';

const callsKept = 5_000;

/** The simulated carrier: its customers, its calls, the people at the telephones, and the chat rooms beside it. */
export class Carrier {
  /** The customers of Twilio. */
  readonly books = new Books();
  /** The customers of Plivo. */
  readonly plivo = new PlivoBooks();
  readonly log = new RequestLog();
  readonly received = new ReceivedLog();
  readonly people = new Map<string, Person>();
  readonly restFailures = new FailureScript();
  readonly sinks = new Sinks();
  readonly calls = new KeptLatest<string, LiveCall>(callsKept, (call) => call.file.settled);

  constructor(readonly settings: Settings) {}

  /** Places a call to a rented number, whose provider decides how it runs; `undefined` where nobody rents it. */
  place(order: CallOrder): LiveCall | undefined {
    const call = this.twilioCall(order) ?? this.plivoCall(order);
    if (call) this.begin(call);
    return call;
  }

  /** Takes up a call that somebody has ordered. */
  begin(call: LiveCall): void {
    this.calls.set(call.file.callSid, call);
    void call
      .run()
      .catch((error: unknown) => this.giveUp(call, error))
      .then(() => this.keepWhatWasHeard(call));
  }

  /** What any call needs of its surroundings. */
  get surroundings(): { log: RequestLog; publicUrl: string; people: ReadonlyMap<string, Person> } {
    return { log: this.log, publicUrl: this.settings.publicUrl, people: this.people };
  }

  timingOf(order: CallOrder): Timing {
    return timingFrom(this.settings.timing, order.timing);
  }

  /** A dialled leg of a call that is still known, with the call it belongs to. */
  legOf(sid: string): { readonly call: LiveCall; readonly leg: DialledLeg } | undefined {
    for (const call of this.calls.values()) {
      const leg = call.dialled.get(sid);
      if (leg) return { call, leg };
    }
    return undefined;
  }

  private twilioCall(order: CallOrder): LiveCall | undefined {
    const webhooks = this.books.numbers.get(order.to);
    const account = webhooks && this.books.accounts.get(webhooks.accountSid);
    if (!account) return undefined;
    const { books, surroundings } = this;
    const world = { ...surroundings, books, account, webhooks, direction: 'incoming', ringMs: 0 } as const;
    return new TwilioLiveCall(world, order, this.timingOf(order));
  }

  private plivoCall(order: CallOrder): LiveCall | undefined {
    const { plivo: books, surroundings } = this;
    const number = books.numbers.get(order.to);
    const account = number && books.accounts.get(number.accountSid);
    if (!account) return undefined;
    const urls = books.applications.get(number.appId);
    const world = { ...surroundings, books, account, urls, direction: 'incoming', ringMs: 0 } as const;
    return new PlivoLiveCall(world, order, timingFrom({ dialExtraMs: 0 }, this.settings.timing, order.timing));
  }

  /** What somebody was told by telephone can be read like any other message. */
  private keepWhatWasHeard(call: LiveCall): void {
    if (call.direction === 'incoming') return;
    const { file, status } = call;
    const { callSid, order } = file;
    const heard = call.heard.map((what) => what.replace(/^"(.*)"$/, '$1'));
    const body = { callSid, from: order.from, to: order.to, status, heard };
    this.sinks.receive({ kind: 'voice', name: order.to, status: 200, headers: {}, body, text: heard.join('\n') });
  }

  /** A bug of the simulator must be seen, and must not keep a call alive for ever. */
  private giveUp(call: LiveCall, error: unknown): void {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`carrier: call ${call.file.callSid} broke: ${why}\n`);
    call.file.blame(0, `the simulator broke: ${why}`, '', true);
    call.hangUp('document');
    call.file.end();
    call.file.settle();
  }
}
