import { randomUUID } from 'node:crypto';
import type { CallFile } from './call-file.js';
import { type Misbehaviour, misbehavioursFor, type RequestKind } from './misbehaviour.js';
import { never } from './never.js';
import { pause } from './pause.js';
import { TransportFailure } from './transport-failure.js';

/** A request to the other side, before anything goes wrong with it. */
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

/** Puts a request on the wire in the provider's manner. Throws TransportFailure where there is no answer. */
export type Transport = (request: WebRequest, copy: Copy) => Promise<WebAnswer>;

/** Carries a call's requests to the other side, and misbehaves on the way as it is told to. */
export class Courier {
  private readonly counts = new Map<RequestKind, number>();
  private readonly lanes = new Map<string, Promise<unknown>>();
  private readonly heldBack = new Map<string, (() => void)[]>();
  private readonly underway = new Set<Promise<unknown>>();

  constructor(
    private readonly file: CallFile,
    private readonly transport: Transport,
  ) {}

  /** Asks for a document. A lost request takes the whole time that an answer may take. */
  ask(request: WebRequest): Promise<WebAnswer> {
    const { occurrence, wrongs } = this.count(request.kind);
    return this.track(this.carry(request, occurrence, wrongs, this.file.timing.requestTimeoutMs));
  }

  /** Reports something; nobody waits for the answer. Reports of one lane go out one after the other. */
  tell(request: WebRequest, lane: string): void {
    const { occurrence, wrongs } = this.count(request.kind);
    const go = (): void => {
      const before = this.lanes.get(lane) ?? Promise.resolve();
      const after = before.then(() => this.carry(request, occurrence, wrongs, 0)).catch(() => undefined);
      this.lanes.set(lane, after);
      void this.track(after);
    };
    if (!wrongs.some(({ how }) => how === 'reordered')) return go();
    this.heldBack.set(lane, [...(this.heldBack.get(lane) ?? []), go]);
  }

  /** Nothing more comes in this lane: what was held back leaves now, last one first. */
  closeLane(lane: string): void {
    const held = this.heldBack.get(lane) ?? [];
    this.heldBack.delete(lane);
    for (const go of held.reverse()) go();
  }

  /** Something that has to be over before the call counts as settled. */
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
    for (const lane of [...this.heldBack.keys()]) this.closeLane(lane);
    while (this.underway.size > 0) await Promise.all(this.underway);
  }

  private count(kind: RequestKind): { occurrence: number; wrongs: readonly Misbehaviour[] } {
    const occurrence = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, occurrence);
    return { occurrence, wrongs: misbehavioursFor(this.file.order.misbehave, kind, occurrence) };
  }

  private async carry(
    request: WebRequest,
    occurrence: number,
    wrongs: readonly Misbehaviour[],
    lostMs: number,
  ): Promise<WebAnswer> {
    const token = randomUUID();
    const wrong = (how: Misbehaviour['how']): Misbehaviour | undefined => wrongs.find((one) => one.how === how);
    const late = wrong('late');
    if (late) await pause(late.ms, never);
    if (wrong('lost')) {
      await pause(lostMs, this.file.ended).catch(() => undefined);
      throw new TransportFailure('no-answer', `no answer from ${request.url}: the request was lost`);
    }
    const forged = wrong('forged');
    if (forged?.copy) await this.sendForged(request, occurrence, forged);
    const doubled = wrong('doubled');
    if (doubled) void this.track(this.sendAgain(request, { occurrence, token, copy: 'doubled' }, doubled.ms));
    return this.transport(request, { occurrence, token, copy: forged && !forged.copy ? 'forged' : 'first' });
  }

  private async sendForged(request: WebRequest, occurrence: number, forged: Misbehaviour): Promise<void> {
    const changed = { ...request, params: { ...request.params, ...forged.params } };
    await this.transport(changed, { occurrence, token: randomUUID(), copy: 'forged' }).catch(() => undefined);
  }

  private async sendAgain(request: WebRequest, copy: Copy, afterMs: number): Promise<void> {
    await pause(afterMs, never);
    await this.transport(request, copy).catch(() => undefined);
  }
}
