import type { CallOrder } from './core/call-order.js';
import { KeptLatest } from './core/kept-latest.js';
import { FailureScript } from './core/failure-script.js';
import type { Person } from './core/person.js';
import { ReceivedLog } from './core/received-log.js';
import { RequestLog } from './core/request-log.js';
import { timingFrom } from './core/timing.js';
import type { Settings } from './settings.js';
import { Sinks } from './sinks/sinks.js';
import { Books } from './twilio/books.js';
import { LiveCall } from './twilio/live-call.js';
import type { DialledLeg } from './twilio/twilio-call.js';

const callsKept = 5_000;

/** The simulated carrier: its customers, its calls, the people at its telephones, and the chat rooms beside it. */
export class Carrier {
  readonly books = new Books();
  readonly log = new RequestLog();
  readonly received = new ReceivedLog();
  readonly people = new Map<string, Person>();
  readonly restFailures = new FailureScript();
  readonly sinks = new Sinks();
  readonly calls = new KeptLatest<string, LiveCall>(callsKept, (call) => call.file.settled);

  constructor(readonly settings: Settings) {}

  /** Places a call to a rented number; `undefined` where nobody rents it. */
  place(order: CallOrder): LiveCall | undefined {
    const rented = this.books.numbers.get(order.to);
    const account = rented && this.books.accounts.get(rented.accountSid);
    if (!account) return undefined;
    const { publicUrl, timing } = this.settings;
    const world = { books: this.books, log: this.log, account, rented, publicUrl, people: this.people };
    const call = new LiveCall(world, order, timingFrom(timing, order.timing));
    this.calls.set(call.file.callSid, call);
    void call.run().catch((error: unknown) => this.giveUp(call, error));
    return call;
  }

  /** A dialled leg of a call that is still known, with the call it belongs to. */
  legOf(sid: string): { readonly call: LiveCall; readonly leg: DialledLeg } | undefined {
    for (const call of this.calls.values()) {
      const leg = call.dialled.get(sid);
      if (leg) return { call, leg };
    }
    return undefined;
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
