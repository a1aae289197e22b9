import { Injectable } from '@nestjs/common';
import { OutboundHttp } from '@ringdown/chat';
import { Settings } from '@ringdown/platform-config';
import type { PushMessage } from './person-messages.js';
import type { SendResult } from './send-result.js';

/** ntfy says that it wants no more for now. */
const passing = new Set([408, 425, 429]);

/**
 * Pushes to topics of ntfy: JSON to the server's root, as its documentation says ("Publish as JSON",
 * https://docs.ntfy.sh/publish/#publish-as-json). Redirects are not followed, and only public addresses are sent to.
 */
@Injectable()
export class PushSender {
  private readonly http: OutboundHttp;

  constructor({ outboundAllowPrivate: allowPrivate }: Settings) {
    this.http = new OutboundHttp({ allowPrivate, timeoutMs: 5000 });
  }

  /**
   * `url` is that of a topic: `https://ntfy.sh/priya-oncall`. What goes out again under the same `id`, since nobody knows whether it
   * had gone out, takes the place of the first on the phone (https://docs.ntfy.sh/publish/#updating-deleting-notifications).
   */
  async send(url: string, id: string, message: PushMessage): Promise<SendResult> {
    const topic = topicOf(url);
    if (!topic)
      return {
        type: 'failed',
        reason: 'The push URL names no topic, such as https://ntfy.sh/my-topic',
        category: null,
      };
    const answer = await this.http.postJson(
      topic.root,
      JSON.stringify({ topic: topic.name, sequence_id: id, ...message }),
    );
    switch (answer.type) {
      case 'refused':
        return { type: 'failed', reason: answer.reason, category: null };
      case 'unreachable':
        return { type: 'retry', reason: answer.reason };
      case 'answered': {
        if (answer.status >= 200 && answer.status < 300) return { type: 'sent', providerId: null };
        const reason = `The push server answered ${answer.status}: ${answer.body.slice(0, 200)}`;
        const isPassing = passing.has(answer.status) || answer.status >= 500;
        return isPassing ? { type: 'retry', reason } : { type: 'failed', reason, category: null };
      }
    }
  }
}

/** The topic is the last part of the path; what stands before it is where the server is. */
export function topicOf(url: string): { readonly root: string; readonly name: string } | null {
  if (!URL.canParse(url)) return null;
  const { origin, pathname } = new URL(url);
  const parts = pathname.split('/').filter((part) => part !== '');
  const name = parts.pop();
  if (!name) return null;
  return { root: [origin, ...parts].join('/') + (parts.length === 0 ? '/' : ''), name: decodeURIComponent(name) };
}
