import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { World } from './world.ts';
import { api } from './rest.ts';
import type { Responder } from './responder.ts';
import { eventually } from './waiting.ts';

/** A push as an ntfy server gets it. */
export interface Push {
  readonly topic: string;
  readonly title: string;
  readonly message: string;
  /** On a phone what comes again under it takes the place of the first. */
  readonly sequence_id: string;
  /** When it came, in epoch milliseconds. */
  readonly at: number;
}

/** A push server of a test: it knows what came, and answers at once unless it is told not to. */
export class PushServer {
  readonly received: Push[] = [];
  private isHolding = false;
  private answerMs = 0;
  private readonly held: ServerResponse[] = [];
  private readonly server = createServer((request, response) => {
    void text(request).then((body) => {
      this.received.push({ ...(JSON.parse(body) as Omit<Push, 'at'>), at: Date.now() });
      if (this.isHolding) this.held.push(response);
      else setTimeout(() => response.end('{}'), this.answerMs);
    });
  });

  static async start(): Promise<PushServer> {
    const server = new PushServer();
    await once(server.server.listen(0, '127.0.0.1'), 'listening');
    return server;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** A person whose phone shows pushes of this server, at once. */
  async engineer(world: World, name: string): Promise<Responder> {
    const who = await world.responder(name);
    await api.patch(`/users/${who.id}`, { pushUrl: this.urlOf(who), notify: [{ type: 'push', delayMinutes: 0 }] });
    return who;
  }

  urlOf({ id }: Responder): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${id}`;
  }

  /** From now on what comes is taken, and not answered until `answersAgain`. */
  fallsSilent(): void {
    this.isHolding = true;
  }

  answersAfter(ms: number): void {
    this.answerMs = ms;
  }

  answersAgain(): void {
    this.isHolding = false;
    for (const response of this.held.splice(0)) response.end('{}');
  }

  /** What a phone has shown, each once. */
  shownTo({ id }: Responder, about = ''): readonly Push[] {
    const all = this.received.filter(({ topic, message }) => topic === id && message.includes(about));
    return [...new Map(all.toReversed().map((push) => [push.sequence_id, push])).values()].toReversed();
  }

  /** Waits until the phone has shown so many about this. */
  shows(who: Responder, about: string, count = 1): Promise<readonly Push[]> {
    return eventually(() => {
      const shown = this.shownTo(who, about);
      return Promise.resolve(shown.length >= count ? shown : null);
    }, `${count} pushes to ${who.name} about ${about}`);
  }
}
