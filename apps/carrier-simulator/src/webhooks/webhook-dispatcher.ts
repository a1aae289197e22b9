import { randomUUID } from 'node:crypto';
import { neverAborted, pause } from '../calls/abortable-wait.js';
import { type FaultInjection, faultInjectionsFor, type RequestKind } from './fault-injection.js';
import type { SentRequest } from './request-log.js';

/** What is recorded of a call or a text, as its requests know it. */
export interface RequestingRecord {
  /** Of a text, the id of that. */
  readonly callSid: string;
  readonly order: { readonly misbehave: readonly FaultInjection[] };
  readonly timing: { readonly requestTimeoutMs: number };
  readonly requests: SentRequest[];
  /** Aborts when a request that was lost is waited for no longer. */
  readonly ended: AbortSignal;
}

/** A webhook request to the customer, before any fault is injected. */
export interface WebRequest {
  readonly kind: RequestKind;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
}

export interface WebAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** Where the answer came from, after HTTP redirects. */
  readonly url: string;
}

export interface Copy {
  readonly occurrence: number;
  readonly token: string;
  readonly copy: 'first' | 'doubled' | 'forged';
}

/** Sends a request as the provider does. Throws TransportFailure where there is no answer. */
export type Transport = (request: WebRequest, copy: Copy) => Promise<WebAnswer>;

/** Sends the webhook requests about a call or a text to the customer, with the faults injected that its order lists. */
export class WebhookDispatcher {
  private readonly counts = new Map<RequestKind, number>();
  private readonly queues = new Map<string, Promise<unknown>>();
  private readonly heldBack = new Map<string, (() => void)[]>();
  private readonly underway = new Set<Promise<unknown>>();

  constructor(
    private readonly record: RequestingRecord,
    private readonly transport: Transport,
  ) {}

  /** Requests a document. A lost request takes as long as an answer may take at most. */
  request(request: WebRequest): Promise<WebAnswer> {
    const { occurrence, faults } = this.count(request.kind);
    return this.track(this.send(request, occurrence, faults, this.record.timing.requestTimeoutMs));
  }

  /** Sends a report; the answer is ignored. Reports of one queue are sent one after the other. */
  notify(request: WebRequest, queue: string): void {
    const { occurrence, faults } = this.count(request.kind);
    const go = (): void => {
      const before = this.queues.get(queue) ?? Promise.resolve();
      const after = before.then(() => this.send(request, occurrence, faults, 0)).catch(() => undefined);
      this.queues.set(queue, after);
      void this.track(after);
    };
    if (!faults.some(({ how }) => how === 'reordered')) return go();
    this.heldBack.set(queue, [...(this.heldBack.get(queue) ?? []), go]);
  }

  /** No more reports follow in this queue: those held back by `reordered` are sent now, the last one first. */
  closeQueue(queue: string): void {
    const held = this.heldBack.get(queue) ?? [];
    this.heldBack.delete(queue);
    for (const go of held.reverse()) go();
  }

  /** The call does not count as settled before this work has ended. */
  track<T>(work: Promise<T>): Promise<T> {
    const quiet = work.then(
      () => undefined,
      () => undefined,
    );
    this.underway.add(quiet);
    void quiet.then(() => this.underway.delete(quiet));
    return work;
  }

  async allDelivered(): Promise<void> {
    for (const queue of [...this.heldBack.keys()]) this.closeQueue(queue);
    while (this.underway.size > 0) await Promise.all(this.underway);
  }

  private count(kind: RequestKind): { occurrence: number; faults: readonly FaultInjection[] } {
    const occurrence = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, occurrence);
    return { occurrence, faults: faultInjectionsFor(this.record.order.misbehave, kind, occurrence) };
  }

  private async send(
    request: WebRequest,
    occurrence: number,
    faults: readonly FaultInjection[],
    lostMs: number,
  ): Promise<WebAnswer> {
    const token = randomUUID();
    const injected = (how: FaultInjection['how']): FaultInjection | undefined => faults.find((one) => one.how === how);
    const late = injected('late');
    if (late) await pause(late.ms, neverAborted);
    if (injected('lost')) {
      await pause(lostMs, this.record.ended).catch(() => undefined);
      throw new TransportFailure('no-answer', `no answer from ${request.url}: the request was lost`);
    }
    const forged = injected('forged');
    if (forged?.copy) await this.sendForged(request, occurrence, forged);
    const doubled = injected('doubled');
    if (doubled) void this.track(this.sendAgain(request, { occurrence, token, copy: 'doubled' }, doubled.ms));
    return this.transport(request, { occurrence, token, copy: forged && !forged.copy ? 'forged' : 'first' });
  }

  private async sendForged(request: WebRequest, occurrence: number, forged: FaultInjection): Promise<void> {
    const changed = { ...request, params: { ...request.params, ...forged.params } };
    await this.transport(changed, { occurrence, token: randomUUID(), copy: 'forged' }).catch(() => undefined);
  }

  private async sendAgain(request: WebRequest, copy: Copy, afterMs: number): Promise<void> {
    await pause(afterMs, neverAborted);
    await this.transport(request, copy).catch(() => undefined);
  }
}

/** Thrown when the customer's server gave no usable answer. Each provider has error numbers of its own for the reason. */
export class TransportFailure extends Error {
  constructor(
    readonly reason: 'no-connection' | 'no-answer' | 'too-many-redirects',
    message: string,
  ) {
    super(message);
    this.name = 'TransportFailure';
  }
}
