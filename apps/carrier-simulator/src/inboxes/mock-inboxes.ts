import { ChangeNotifier } from '../calls/change-notifier.js';
import { FailureScript } from '../http/failure-script.js';

export type InboxKind = 'slack' | 'slack-app' | 'teams' | 'webhooks' | 'sms' | 'voice';

/** A message to a chat channel, a webhook or a phone, and the status it was answered with. */
interface ReceivedMessage {
  readonly n: number;
  readonly at: string;
  readonly kind: InboxKind;
  readonly name: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  /** Every text in it that people read, a line each. */
  readonly text: string;
}

interface MessageFilter {
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
  readonly after: number;
}

const capacity = 5_000;

/** Inboxes that stand for chat channels, webhooks and phones. Each can be made to fail. */
export class MockInboxes {
  readonly changes = new ChangeNotifier();
  private readonly messages: ReceivedMessage[] = [];
  private readonly failures = new Map<string, FailureScript>();
  private last = 0;

  receive(message: Omit<ReceivedMessage, 'n' | 'at'>): void {
    this.last += 1;
    this.messages.push({ n: this.last, at: new Date().toISOString(), ...message });
    if (this.messages.length > capacity * 1.2) this.messages.splice(0, this.messages.length - capacity);
    this.changes.notify();
  }

  list({ kind, name, after }: MessageFilter): readonly ReceivedMessage[] {
    return this.messages.filter(
      (one) => one.n > after && (kind ?? one.kind) === one.kind && (name ?? one.name) === one.name,
    );
  }

  failuresOf(kind: string, name: string): FailureScript {
    const key = `${kind}/${name}`;
    const script = this.failures.get(key) ?? new FailureScript();
    this.failures.set(key, script);
    return script;
  }
}
