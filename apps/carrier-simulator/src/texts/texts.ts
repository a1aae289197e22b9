import { neverAborted, pause } from '../calls/abortable-wait.js';
import { BoundedMap } from '../calls/bounded-map.js';
import { ChangeNotifier } from '../calls/change-notifier.js';
import { DocumentError } from '../documents/execution.js';
import type { MockInboxes } from '../inboxes/mock-inboxes.js';
import { TransportFailure, WebhookDispatcher } from '../webhooks/webhook-dispatcher.js';
import {
  type PersonsText,
  type SentText,
  type TextFields,
  type TextOrder,
  type TextProvider,
  TextRecord,
  type TextState,
  type TextWebhook,
} from './text.js';
import { optOutWordOf, type PersonText, type TextRule, textRuleSchema } from './text-rule.js';

const maxTexts = 10_000;
/** The phones that have no rule of their own. */
const anyPhone = 'any';

const confirmations = {
  stop: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  start: 'You have successfully been re-subscribed to messages from this number. Reply STOP to unsubscribe.',
} as const;

/** Where the texts to a rented number go. */
export interface TextDestination {
  readonly provider: TextProvider;
  readonly accountSid: string;
  readonly webhook: TextWebhook;
}

/** The texts between rented numbers and phones, at any provider: what arrives, what is reported, who answered STOP. */
export class Texts {
  readonly rules = new Map<string, TextRule>();
  readonly changes = new ChangeNotifier();
  private readonly sent = new BoundedMap<string, SentText>(maxTexts);
  private readonly written = new BoundedMap<string, PersonsText>(maxTexts);
  private readonly optedOut = new Set<string>();

  constructor(
    private readonly inboxes: MockInboxes,
    private readonly timing: { readonly requestTimeoutMs: number },
  ) {}

  /** Those that were sent to a phone, arrived or not, and those that were written on it. */
  of(phone: string): { readonly sent: readonly SentText[]; readonly written: readonly PersonsText[] } {
    return {
      sent: [...this.sent.values()].filter(({ to }) => to === phone),
      written: [...this.written.values()].filter(({ from }) => from === phone),
    };
  }

  ruleOf(phone: string): TextRule {
    return this.rules.get(phone) ?? this.rules.get(anyPhone) ?? textRuleSchema.parse({});
  }

  /** The person at `phone` answered STOP to `number`, and not START since. */
  hasOptedOut(phone: string, number: string): boolean {
    return this.optedOut.has(pairOf(phone, number));
  }

  /** Takes a text; what becomes of it follows the phone's rule. */
  send(provider: TextProvider, order: TextOrder): SentText {
    const text = this.add(provider, order, false);
    void this.deliver(provider, order, text);
    return text;
  }

  /** A person writes to a rented number. Resolves when the webhook has answered, with the answers that are sent back. */
  async write(
    from: string,
    { to, text: body, misbehave, params }: PersonText,
    { provider, accountSid, webhook }: TextDestination,
  ): Promise<{ readonly text: PersonsText; readonly replies: readonly SentText[] }> {
    const sid = provider.newId();
    const at = new Date().toISOString();
    const text: PersonsText = { sid, at, accountSid, from, to, body, status: null, fault: null };
    this.written.set(sid, text);
    this.heed(provider, text);
    const record = new TextRecord(sid, misbehave, this.timing);
    const dispatcher = new WebhookDispatcher(record, provider.transport(record, accountSid));
    const replies = webhook.url === '' ? [] : await this.ask(provider, text, { dispatcher, webhook, params });
    this.changes.notify();
    return { text, replies };
  }

  private async ask(
    provider: TextProvider,
    text: PersonsText,
    {
      dispatcher,
      webhook,
      params,
    }: { dispatcher: WebhookDispatcher; webhook: TextWebhook; params: Readonly<Record<string, string>> },
  ): Promise<readonly SentText[]> {
    try {
      const all = { ...provider.incomingParams(text), ...params };
      const answer = await dispatcher.request({ kind: 'text', ...webhook, params: all });
      text.status = answer.status;
      return provider.repliesIn(answer, text).map((reply) => this.send(provider, reply));
    } catch (error) {
      if (error instanceof DocumentError) text.fault = { code: error.code, message: error.message };
      else if (error instanceof TransportFailure) text.fault = { code: 11200, message: error.message };
      else throw error;
      return [];
    }
  }

  /** Providers heed STOP and START by themselves, and confirm them. */
  private heed(provider: TextProvider, { accountSid, from: phone, to: number, body }: PersonsText): void {
    const word = optOutWordOf(body);
    if (!word) return;
    if (word === 'stop') this.optedOut.add(pairOf(phone, number));
    else if (!this.optedOut.delete(pairOf(phone, number))) return;
    const confirmation = { accountSid, from: number, to: phone, body: confirmations[word] };
    this.arrive(this.add(provider, confirmation, true));
  }

  private add(provider: TextProvider, { accountSid, from, to, body }: TextFields, automatic: boolean): SentText {
    const at = new Date().toISOString();
    const text = { sid: provider.newId(), at, accountSid, from, to, body, automatic, states: [], arrivedAt: null };
    this.sent.set(text.sid, text);
    return text;
  }

  private async deliver(provider: TextProvider, order: TextOrder, text: SentText): Promise<void> {
    const isBlocked = this.hasOptedOut(order.to, order.from);
    const rule = this.ruleOf(order.to);
    const { outcome, code, afterMs, misbehave } = rule;
    const record = new TextRecord(text.sid, misbehave, this.timing);
    const dispatcher = new WebhookDispatcher(record, provider.transport(record, order.accountSid));
    const report = (state: TextState, why?: string): void => {
      text.states.push({ at: new Date().toISOString(), state, code: why ?? null });
      const { url, method } = order.status;
      if (url !== '' && outcome !== 'unreported') {
        const params = provider.statusParams(text, state, why);
        dispatcher.notify({ kind: 'text-status', url, method, params }, 'status');
      }
      this.changes.notify();
    };
    report('queued');
    if (!isBlocked && outcome !== 'failed') report('sent');
    if (afterMs > 0) await pause(afterMs, neverAborted);
    if (isBlocked) report('failed', provider.codes.optedOut);
    else if (outcome === 'undelivered' || outcome === 'failed') report(outcome, code ?? provider.codes[outcome]);
    else if (outcome !== 'lost') {
      this.arrive(text);
      this.inbox(order, text);
      report('delivered');
    }
    await dispatcher.allDelivered();
  }

  private arrive(text: SentText): void {
    text.arrivedAt = new Date().toISOString();
    this.changes.notify();
  }

  /** The same as any other message at GET /sim/messages. */
  private inbox({ headers }: TextOrder, { sid, from, to, body }: SentText): void {
    this.inboxes.receive({ kind: 'sms', name: to, status: 201, headers, body: { sid, from, to, body }, text: body });
  }
}

const pairOf = (phone: string, number: string): string => `${phone} ${number}`;
