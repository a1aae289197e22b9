import { BoundedMap } from './calls/bounded-map.js';
import { ChangeNotifier } from './calls/change-notifier.js';
import type { CallOrder } from './calls/call-order.js';
import type { Call } from './calls/call.js';
import type { DialLeg } from './calls/dial-leg.js';
import { type Timing, timingFrom } from './calls/timing.js';
import { FailureScript } from './http/failure-script.js';
import { MockInboxes } from './inboxes/mock-inboxes.js';
import { anybody, type Person, unknownPerson } from './phones/person.js';
import { PlivoAccounts } from './plivo/accounts.js';
import { PlivoCall } from './plivo/plivo-call.js';
import { plivoTexts } from './plivo/texts.js';
import type { Settings } from './settings.js';
import { Workspaces } from './slack/workspace.js';
import { type TextDestination, Texts } from './texts/texts.js';
import { TwilioAccounts } from './twilio/accounts.js';
import { twilioTexts } from './twilio/texts.js';
import { TwilioCall } from './twilio/twilio-call.js';
import { ReceivedLog, RequestLog } from './webhooks/request-log.js';

const maxCalls = 5_000;

/** Everything the simulator knows: the providers' customers, calls and texts, the people at the telephones, the mock inboxes. */
export class Simulator {
  /** The customers of Twilio. */
  readonly twilio = new TwilioAccounts();
  /** The customers of Plivo. */
  readonly plivo = new PlivoAccounts();
  readonly log = new RequestLog();
  readonly received = new ReceivedLog();
  readonly people = new Map<string, Person>();
  readonly restFailures = new FailureScript();
  readonly inboxes = new MockInboxes();
  readonly slack = new Workspaces();
  readonly calls = new BoundedMap<string, Call>(maxCalls, (call) => call.record.settled);

  /** Notifies of calls that were ordered at a REST API: placed, and over. */
  readonly callsPlaced = new ChangeNotifier();
  readonly texts: Texts;
  readonly textProviders = {
    twilio: twilioTexts(this.twilio, this.log),
    plivo: plivoTexts(this.plivo, this.log),
  } as const;

  constructor(readonly settings: Settings) {
    this.texts = new Texts(this.inboxes, timingFrom(settings.timing));
  }

  /** Places a call to a rented number, whose provider decides how it runs; `undefined` where nobody rents it. */
  place(order: CallOrder): Call | undefined {
    const call = this.twilioCall(order) ?? this.plivoCall(order);
    if (call) this.begin(call);
    return call;
  }

  /** Runs a call that was ordered at the control API or a REST API. */
  begin(call: Call): void {
    this.calls.set(call.record.callSid, call);
    void call
      .run()
      .catch((error: unknown) => this.failCall(call, error))
      .then(() => this.storeVoiceMessage(call))
      .then(() => this.callsPlaced.notify());
    this.callsPlaced.notify();
  }

  /** Where the texts to a number go; `undefined` where nobody rents it. */
  textDestination(number: string): TextDestination | undefined {
    const { twilio, plivo } = this.textProviders;
    const atTwilio = this.twilio.numbers.get(number);
    if (atTwilio) {
      const { accountSid, smsUrl: url, smsMethod: method } = atTwilio;
      return { provider: twilio, accountSid, webhook: { url, method } };
    }
    const atPlivo = this.plivo.numbers.get(number);
    if (!atPlivo) return undefined;
    const { messageUrl: url = '', messageMethod: method = 'POST' } = this.plivo.applications.get(atPlivo.appId) ?? {};
    return { provider: plivo, accountSid: atPlivo.accountSid, webhook: { url, method } };
  }

  personAt(number: string): Person {
    return this.people.get(number) ?? this.people.get(anybody) ?? unknownPerson;
  }

  /** What a call of any provider needs. */
  get environment(): { log: RequestLog; publicUrl: string; people: ReadonlyMap<string, Person> } {
    return { log: this.log, publicUrl: this.settings.publicUrl, people: this.people };
  }

  timingOf(order: CallOrder): Timing {
    return timingFrom(this.settings.timing, order.timing);
  }

  /** A dialled leg of a call that is still known, with the call it belongs to. */
  legOf(sid: string): { readonly call: Call; readonly leg: DialLeg } | undefined {
    for (const call of this.calls.values()) {
      const leg = call.dialled.get(sid);
      if (leg) return { call, leg };
    }
    return undefined;
  }

  private twilioCall(order: CallOrder): Call | undefined {
    const { twilio: accounts, environment } = this;
    const webhooks = accounts.numbers.get(order.to);
    const account = webhooks && accounts.accounts.get(webhooks.accountSid);
    if (!account) return undefined;
    const options = { ...environment, accounts, account, webhooks, direction: 'incoming', ringMs: 0 } as const;
    return new TwilioCall(options, order, this.timingOf(order));
  }

  private plivoCall(order: CallOrder): Call | undefined {
    const { plivo: accounts, environment } = this;
    const number = accounts.numbers.get(order.to);
    const account = number && accounts.accounts.get(number.accountSid);
    if (!account) return undefined;
    const urls = accounts.applications.get(number.appId);
    const options = { ...environment, accounts, account, urls, direction: 'incoming', ringMs: 0 } as const;
    return new PlivoCall(options, order, timingFrom({ dialExtraMs: 0 }, this.settings.timing, order.timing));
  }

  /** What was heard in an outgoing call can be read at /sim/messages like any other message. */
  private storeVoiceMessage(call: Call): void {
    if (call.direction === 'incoming') return;
    const { record, status, said: heard } = call;
    const { callSid, order } = record;
    const body = { callSid, from: order.from, to: order.to, status, heard };
    this.inboxes.receive({ kind: 'voice', name: order.to, status: 200, headers: {}, body, text: heard.join('\n') });
  }

  /** A defect of the simulator has to be seen, and must not keep the call alive for ever. */
  private failCall(call: Call, error: unknown): void {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`carrier-simulator: call ${call.record.callSid} failed: ${why}\n`);
    call.record.addFault(0, `the simulator failed: ${why}`, '', true);
    call.hangUp('document');
    call.record.end();
    call.record.settle();
  }
}
