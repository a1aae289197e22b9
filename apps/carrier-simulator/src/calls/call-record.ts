import type { RequestKind } from '../webhooks/fault-injection.js';
import { requestView, type SentRequest } from '../webhooks/request-log.js';
import type { CallOrder } from './call-order.js';
import { ChangeNotifier } from './change-notifier.js';
import type { Timing } from './timing.js';

type StoryKind =
  | 'dials'
  | 'hears'
  | 'waits'
  | 'rings'
  | 'picks-up'
  | 'presses'
  | 'declines'
  | 'unanswered'
  | 'connected'
  | 'message'
  | 'hangs-up'
  | 'leg-ends'
  | 'redirected'
  | 'recording'
  | 'fault'
  | 'ends';

interface StoryLine {
  readonly at: string;
  readonly kind: StoryKind;
  readonly text: string;
  readonly [field: string]: unknown;
}

/** What the customer's server did wrong. A fatal fault sent the call to its fallback, or ended it. */
export interface Fault {
  readonly at: string;
  readonly code: number;
  readonly message: string;
  readonly url: string;
  readonly fatal: boolean;
}

export interface FetchedDocument {
  readonly at: string;
  readonly kind: RequestKind;
  readonly url: string;
  readonly legSid: string;
  readonly body: string;
}

export interface LegView {
  readonly sid: string;
  readonly number: string;
  status: string;
  bridged: boolean;
  readonly startedAt: string;
  answeredAt?: string;
  endedAt?: string;
}

/** All that is known about one simulated call at any provider: its story, legs, documents, requests and faults. */
export class CallRecord {
  readonly changes = new ChangeNotifier();
  readonly story: StoryLine[] = [];
  readonly legs: LegView[] = [];
  readonly documents: FetchedDocument[] = [];
  readonly requests: SentRequest[] = [];
  readonly faults: Fault[] = [];
  readonly moments: string[] = [];
  readonly startedAtMs = Date.now();
  status: 'live' | 'ended' = 'live';
  /** Ended, and every callback about it delivered or given up. */
  settled = false;
  private readonly over = new AbortController();
  private readonly momentWatchers = new Set<(moment: string) => void>();

  constructor(
    readonly callSid: string,
    readonly order: CallOrder,
    readonly timing: Timing,
  ) {}

  log(kind: StoryKind, text: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.story.push({ at: new Date().toISOString(), kind, text, ...fields });
    this.changes.notify();
  }

  addFault(code: number, message: string, url: string, fatal: boolean): void {
    this.faults.push({ at: new Date().toISOString(), code, message, url, fatal });
    this.log('fault', `${fatal ? 'error' : 'warning'} ${code}: ${message}`, { code, url });
  }

  /** Marks a moment; it is known as `name:n`, n counting from 1. */
  reachMoment(name: string): void {
    const moment = `${name}:${this.moments.filter((one) => one.startsWith(`${name}:`)).length + 1}`;
    this.moments.push(moment);
    for (const watcher of [...this.momentWatchers]) watcher(moment);
    this.changes.notify();
  }

  onMoment(watcher: (moment: string) => void): void {
    this.momentWatchers.add(watcher);
  }

  /** Aborts when the call has ended. */
  get ended(): AbortSignal {
    return this.over.signal;
  }

  end(): void {
    this.status = 'ended';
    this.over.abort();
    this.momentWatchers.clear();
    this.changes.notify();
  }

  settle(): void {
    this.settled = true;
    this.changes.notify();
  }

  view(): object {
    const { callSid, order, status, settled, moments, story, legs, documents, faults } = this;
    const requests = this.requests.map(requestView);
    return {
      callSid,
      from: order.from,
      to: order.to,
      status,
      settled,
      moments,
      story,
      legs,
      documents,
      requests,
      faults,
    };
  }
}
