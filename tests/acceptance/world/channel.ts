import { api, carrier } from './rest.ts';
import { theSystem } from './system.ts';

export interface ReceivedMessage {
  readonly n: number;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

/** A Slack or Teams channel whose other side is an inbox of this test alone. */
export class Channel {
  private expected = 0;

  private constructor(
    readonly kind: 'slack' | 'teams',
    readonly inbox: string,
    readonly id: string,
  ) {}

  static async open(kind: 'slack' | 'teams', inbox: string): Promise<Channel> {
    const url = `${theSystem().carrier}/sim/${kind}/${inbox}`;
    const { id } = await api.post<{ id: string }>('/channels', { name: `#${inbox}`, type: kind, url });
    return new Channel(kind, inbox, id);
  }

  /** Waits for the next `count` messages; each one received is one that was expected. */
  async receives(count = 1): Promise<readonly ReceivedMessage[]> {
    const messages = await this.messages(this.expected + count);
    const fresh = messages.slice(this.expected);
    if (fresh.length < count) throw new Error(`#${this.inbox}: expected ${count} messages, there are ${fresh.length}`);
    this.expected += count;
    return fresh.slice(0, count);
  }

  async expectNothingMore(): Promise<void> {
    const messages = await this.messages(0);
    const more = messages.slice(this.expected);
    if (more.length > 0)
      throw new Error(`#${this.inbox} got what nobody expected: ${more.map((m) => m.text).join('\n---\n')}`);
  }

  private async messages(count: number): Promise<readonly ReceivedMessage[]> {
    const wait = count > 0 ? `&count=${count}&waitMs=45000` : '';
    const path = `/sim/messages?kind=${this.kind}&name=${this.inbox}${wait}`;
    const { messages } = await carrier.get<{ messages: ReceivedMessage[] }>(path);
    return messages;
  }
}
