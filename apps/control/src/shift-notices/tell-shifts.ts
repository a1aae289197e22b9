import { setImmediate as letOthersRun } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { onCallAt, onCallSince, type Schedule, scheduleOf, shiftChanges, shiftsAhead } from '@ringdown/domain-oncall';
import { LOGGER } from '@ringdown/platform-http';
import { appendToOutbox, type OutboxEvent } from '@ringdown/platform-messaging';
import type { Transaction } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { Sweep } from '@ringdown/platform-timers';
import { ResourceRepository, ResourceTools } from '../configuration/index.js';
import { faultIn } from '../schedules/index.js';
import { watermarks } from '../watermarks/index.js';
import { aheadEvents, changeEvents, type ShiftContext } from './shift-events.js';
import { type ToldShiftEntity, ToldShiftRepository } from './told-shift.js';

/** After so long without a look only the present state is told. */
const longestMs = 15 * 60_000;
/** So far back the beginning of a shift is looked for that had begun before its schedule was looked at first. */
const lookBackMs = 31 * 24 * 3_600_000;

type Kept = 'schedule' | 'user';

/** Documents as they were read last, by id. */
type Known<K extends Kept> = ReadonlyMap<string, { readonly updatedAt: Date; readonly document: ConfigDocument<K> }>;

interface Told {
  readonly row: ToldShiftEntity;
  readonly events: readonly OutboxEvent[];
}

/**
 * Publishes who comes on call and who goes off, and when people are to be told: each handoff once, by whichever instance, over
 * restarts too. What was told is kept in the transaction that tells it.
 */
@Injectable()
export class TellShifts {
  private schedules: Known<'schedule'> = new Map();
  private users: Known<'user'> = new Map();

  constructor(
    private readonly told: ToldShiftRepository,
    private readonly resources: ResourceRepository,
    private readonly tools: ResourceTools,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Sweep({ name: 'tell shifts', everyMs: 5_000 })
  async tell(): Promise<void> {
    const { database, clock } = this.tools;
    await database.transaction(async (tx) => {
      await watermarks.lock(tx, 'tell shifts', clock.now());
      // behind the lock: what another instance has told was told of nothing newer
      this.schedules = await this.changed('schedule', this.schedules);
      this.users = await this.changed('user', this.users);
      await this.tellAll(tx, clock.now());
    });
  }

  private async tellAll(tx: Transaction, now: Date): Promise<void> {
    const before = await this.told.all(tx);
    const told: Told[] = [];
    const userOf = (id: string) => this.users.get(id)?.document ?? null;
    for (const { document } of this.schedules.values()) {
      if (faultIn(document)) continue;
      const context = { schedule: document, publicUrl: this.tools.settings.publicUrl, userOf };
      try {
        told.push(whatToTell(scheduleOf(document), before.get(document.id) ?? null, now, context));
      } catch (error) {
        this.logger.error({ err: error, scheduleId: document.id }, 'the handoffs of a schedule could not be told');
      }
      await letOthersRun();
    }
    await this.told.put(
      tx,
      told.map(({ row }) => row),
    );
    await appendToOutbox(
      tx,
      this.tools.database.schema,
      told.flatMap(({ events }) => events),
    );
  }

  /** Only what was changed is read anew. */
  private async changed<K extends Kept>(kind: K, before: Known<K>): Promise<Known<K>> {
    const now = new Map<string, { updatedAt: Date; document: ConfigDocument<K> }>();
    for (const { id, updatedAt } of await this.told.versions(kind)) {
      const known = before.get(id);
      const isSame = known?.updatedAt.getTime() === updatedAt.getTime();
      const found = isSame ? known : await this.resources.find(kind, id);
      if (found) now.set(id, { updatedAt: found.updatedAt, document: found.document });
    }
    return now;
  }
}

/** Of a schedule that is looked at first nothing is told: who is on call had come on before. */
function whatToTell(schedule: Schedule, before: ToldShiftEntity | null, now: Date, context: ShiftContext): Told {
  const { id: scheduleId } = context.schedule;
  if (!before) {
    const { userId } = onCallAt(schedule, now);
    return {
      row: { scheduleId, userId, since: onCallSince(schedule, now, lookBackMs) ?? now, lookedAt: now },
      events: [],
    };
  }
  // another machine's clock may be ahead of this one's
  const to = now > before.lookedAt ? now : before.lookedAt;
  const look = { from: before.lookedAt, to, longestMs };
  const { told, changes } = shiftChanges(schedule, before, look);
  const participants = [
    ...schedule.layers.flatMap((layer) => layer.participants),
    ...schedule.overrides.map((o) => o.userId),
  ];
  const wishesOf = (userId: string): readonly number[] =>
    (context.userOf(userId)?.shiftNotices ?? []).flatMap(({ minutesBefore }) =>
      minutesBefore > 0 ? [minutesBefore] : [],
    );
  const most = Math.max(0, ...new Set(participants.flatMap(wishesOf)));
  return {
    row: { scheduleId, userId: told.userId, since: told.since, lookedAt: to },
    events: [
      ...changes.flatMap((change) => changeEvents(change, context)),
      ...(most === 0
        ? []
        : shiftsAhead(schedule, look, wishesOf, most).flatMap((ahead) => aheadEvents(ahead, context))),
    ],
  };
}
