import type { Hotline } from './hotline.ts';
import { carrier } from './rest.ts';

/** A text that is in the phone. */
interface ReceivedText {
  readonly sid: string;
  readonly from: string;
  readonly body: string;
}

/** A call that was placed to the phone, and is over. */
interface ReceivedCall {
  readonly callSid: string;
  readonly from: string;
  /** In the provider's own words. */
  readonly status: string;
  readonly answered: boolean;
  /** What was said, sentence by sentence. */
  readonly heard: readonly string[];
  readonly pressed: readonly string[];
}

/** What our webhook made of a text that a person wrote. */
interface Answered {
  /** Null: it gave no answer, or the number has none. */
  readonly status: number | null;
  readonly fault: { readonly code: number; readonly message: string } | null;
  /** The texts in the answer. */
  readonly replies: readonly ReceivedText[];
}

/** See apps/carrier-simulator/README.md, *Texts*. */
interface TextRule {
  readonly outcome?: 'delivered' | 'undelivered' | 'failed' | 'unreported' | 'lost' | 'refused';
  readonly code?: number | string;
  readonly afterMs?: number;
  readonly misbehave?: readonly unknown[];
}

/** A person's phone at the simulated carrier: every text and call that comes to it must be expected. */
export class Phone {
  private seenTexts = 0;
  private seenCalls = 0;

  constructor(readonly number: string) {}

  /** What its owner does when it rings: a behaviour of the carrier's, or one with its keys and times. */
  async rings(behaviour: string | Readonly<Record<string, unknown>>): Promise<this> {
    const person = typeof behaviour === 'string' ? { behaviour } : behaviour;
    await carrier.put(`/sim/people/${this.inPath}`, person);
    return this;
  }

  /** How texts to it fare. */
  async textsFare(rule: TextRule): Promise<this> {
    await carrier.put(`${this.path}/texts`, rule);
    return this;
  }

  /** Waits for the next `count` texts that arrive; those of the provider itself, after a STOP, are none. */
  async texts(count = 1): Promise<readonly ReceivedText[]> {
    const fresh = (await this.received(this.seenTexts + count)).slice(this.seenTexts);
    if (fresh.length < count) throw new Error(`${this.number}: expected ${count} texts, there are ${fresh.length}`);
    this.seenTexts += count;
    return fresh.slice(0, count);
  }

  /** Waits for the next `count` calls to it that are over, answered or not. */
  async calls(count = 1): Promise<readonly ReceivedCall[]> {
    const fresh = (await this.called(this.seenCalls + count)).slice(this.seenCalls);
    if (fresh.length < count) throw new Error(`${this.number}: expected ${count} calls, there are ${fresh.length}`);
    this.seenCalls += count;
    return fresh.slice(0, count);
  }

  /** Writes to a number of ours; resolves when we have answered. */
  writes(to: Hotline | string, text: string, more: Readonly<Record<string, unknown>> = {}): Promise<Answered> {
    const number = typeof to === 'string' ? to : to.line.number;
    return carrier.post(`${this.path}/texts`, { to: number, text, ...more });
  }

  /** The answer to a text, which was sent in the document, is expected with it. */
  async writesAndHears(to: Hotline | string, text: string): Promise<string> {
    const { fault, replies } = await this.writes(to, text);
    if (fault) throw new Error(`${this.number}: "${text}" was answered with ${fault.code} ${fault.message}`);
    const [answer] = await this.texts();
    if (replies.length > 1) throw new Error(`${this.number}: "${text}" was answered by ${replies.length} texts`);
    return answer?.body ?? '';
  }

  async expectNothingMore(): Promise<void> {
    const texts = (await this.received(0)).slice(this.seenTexts);
    const calls = (await this.called(0)).slice(this.seenCalls);
    const more = [
      ...texts.map(({ body }) => `a text: ${body}`),
      ...calls.map(({ heard }) => `a call: ${heard.join(' ')}`),
    ];
    if (more.length > 0) throw new Error(`${this.number} got what nobody expected:\n${more.join('\n---\n')}`);
  }

  private async received(count: number): Promise<readonly ReceivedText[]> {
    for (let asked = count; ;) {
      const path = `${this.path}/texts?count=${asked}&waitMs=${count > 0 ? 45_000 : 0}`;
      const { received } = await carrier.get<{ received: (ReceivedText & { automatic: boolean })[] }>(path);
      const fromUs = received.filter(({ automatic }) => !automatic);
      if (fromUs.length >= count || received.length < asked) return fromUs;
      asked = received.length + count - fromUs.length;
    }
  }

  private async called(count: number): Promise<readonly ReceivedCall[]> {
    const path = `${this.path}/calls?count=${count}&waitMs=${count > 0 ? 45_000 : 0}`;
    const { calls } = await carrier.get<{ calls: (ReceivedCall & { settled: boolean })[] }>(path);
    return count > 0 ? calls.filter(({ settled }) => settled) : calls;
  }

  private get path(): string {
    return `/sim/phones/${this.inPath}`;
  }

  private get inPath(): string {
    return encodeURIComponent(this.number);
  }
}
