import { Injectable } from '@nestjs/common';
import { afterFailure, afterReport, type NotificationReport, type NotifyKind } from '@ringdown/domain-incidents';
import { Clock } from '@ringdown/kernel';
import type { NotifyingSql } from '@ringdown/platform-persistence';
import type { FailureCategory } from '@ringdown/telephony';
import { notice } from './person-messages.js';
import {
  asksForAnswer,
  type NotificationRow,
  PersonNotificationRepository,
  type ScheduledNotification,
} from './person-notification.repository.js';
import type { SendResult } from './send-result.js';
import { PersonTimers } from './person-timers.js';
import { PhoneRepository } from './phone.repository.js';
import { Reachability } from './reachability.js';

/** What became of a notification. */
export interface Outcome {
  readonly report: NotificationReport;
  /** A sentence, or null where the state says it all. */
  readonly detail: string | null;
  readonly category?: FailureCategory | null;
  readonly providerId?: string | null;
}

const words: Readonly<Record<NotifyKind, string>> = {
  sms: 'SMS',
  voice: 'Phone call',
  push: 'Push message',
  email: 'E-mail',
  slack: 'Slack message',
};

/** Records what became of notifications, as the tries and the providers say; what failed makes way for the next kind at once. */
@Injectable()
export class NotificationOutcomes {
  constructor(
    private readonly notifications: PersonNotificationRepository,
    private readonly phones: PhoneRepository,
    private readonly reachability: Reachability,
    private readonly timers: PersonTimers,
    private readonly clock: Clock,
  ) {}

  afterTry({ id }: NotificationRow, result: Exclude<SendResult, { type: 'later' }>): Promise<void> {
    if (result.type === 'sent') return this.apply(id, { report: 'sent', detail: null, providerId: result.providerId });
    const category = result.type === 'failed' ? result.category : null;
    return this.apply(id, { report: 'failed', detail: result.reason, category });
  }

  /** Late, doubled and disordered reports are normal: what says no more than is known changes nothing. */
  async apply(id: string, outcome: Outcome): Promise<void> {
    const scheduled = await this.notifications.change(id, (tx, row) => this.record(tx, row, outcome));
    await this.timers.schedule(scheduled ?? []);
  }

  private async record(
    tx: NotifyingSql,
    row: NotificationRow,
    outcome: Outcome,
  ): Promise<readonly ScheduledNotification[]> {
    const state = afterReport(row.state, outcome.report);
    if (state === row.state) return [];
    const { detail, providerId = null } = outcome;
    const now = this.clock.now();
    const user = this.reachability.person(row.user_id);
    const userName = user?.name ?? row.user_id;
    const text = outcomeWords(row.type, userName, outcome);
    await this.notifications.record(tx, row, { state, detail, at: now, providerId, userName, text });
    if (state !== 'failed') return [];
    if (row.type === 'sms' && user?.phone) await this.noteRefusal(tx, user.phone, outcome);
    return asksForAnswer(row) ? this.makeWay(tx, row, now) : [];
  }

  /** What was refused for good is not tried again at the next incident. */
  private async noteRefusal(tx: NotifyingSql, phone: string, { category, detail }: Outcome): Promise<void> {
    if (category !== 'opted-out' && category !== 'carrier-refuses') return;
    await this.phones.refuse({ phone, category, reason: refusalWords(category, detail), at: this.clock.now() }, tx);
  }

  private async makeWay(tx: NotifyingSql, row: NotificationRow, now: Date): Promise<readonly ScheduledNotification[]> {
    const siblings = await this.notifications.lockSiblings(tx, row);
    const refused = await this.phones.refusedPhones(tx, now);
    const next = afterFailure(siblings, this.reachability.of(this.reachability.person(row.user_id), refused));
    if (next.type === 'nothing') return [];
    if (next.type === 'hasten') {
      await this.notifications.hasten(tx, next.id, now);
      return [{ id: next.id, at: now, correlationId: row.correlation_id }];
    }
    const email = {
      eventId: row.event_id,
      userId: row.user_id,
      position: siblings.length,
      step: row.step,
      madeResponder: row.made_responder,
      type: 'email',
      notice: notice.parse(row.notice),
      correlationId: row.correlation_id,
      dueAt: now,
      state: 'waiting',
      detail: null,
    } as const;
    return this.notifications.add(tx, [email], now);
  }
}

/** To be read after the person's name, as the reason why they get no texts. */
export function refusalWords(category: 'opted-out' | 'carrier-refuses', detail: string | null): string {
  if (category === 'opted-out')
    return 'has answered STOP to our texts: they write START to our number to get them again';
  return `gets no texts, since the carriers refuse them${detail ? `: ${detail}` : ''}`;
}

/** `SMS to Priya S. was sent`: for the timeline. */
function outcomeWords(kind: NotifyKind, name: string, { report, detail }: Outcome): string {
  const what = `${words[kind]} to ${name}`;
  switch (report) {
    case 'sent':
      return kind === 'voice' ? `${name} is called` : `${what} was sent`;
    case 'delivered':
      return kind === 'voice' ? `${name} was called: ${detail ?? 'the phone was picked up'}` : `${what} arrived`;
    case 'answered':
      return `${name} answered the ${words[kind].toLowerCase()}${detail ? `: ${detail}` : ''}`;
    case 'failed':
      return `${what} failed${detail ? `: ${detail}` : ''}`;
  }
}
