import { Injectable } from '@nestjs/common';
import { Clock, DomainError } from '@ringdown/kernel';
import { Database, type Sql } from '@ringdown/platform-persistence';
import { AuditTrail } from '../../audit/index.js';
import { ConfigFeed } from '../../things/index.js';
import { type Doer, ringdownItself } from '../../who/index.js';
import { type EndedTestMode, testModeStore } from './test-mode.store.js';
import { TestModeTimers } from './test-mode-timers.js';

const lengthMs = 5 * 60_000;

/** Who is rung instead of a line's own people, until when. */
export interface TestMode {
  readonly until: string;
  readonly userId: string;
}

/**
 * For five minutes every ring of a line goes to one person, who tries it out. It ends by its instant wherever that is read, by a timer,
 * and by a sweep where Redis forgot the timer.
 */
@Injectable()
export class SwitchTestMode {
  constructor(
    private readonly database: Database,
    private readonly feed: ConfigFeed,
    private readonly trail: AuditTrail,
    private readonly timers: TestModeTimers,
    private readonly clock: Clock,
  ) {}

  /** Once more begins the five minutes anew. @throws DomainError `not-found` where the line was deleted meanwhile. */
  async on(line: { id: string; name: string }, userId: string, by: Doer): Promise<TestMode> {
    const until = new Date(this.clock.now().getTime() + lengthMs);
    const testMode = { until: until.toISOString(), userId };
    await this.database.transaction(async (tx) => {
      const there = await tx.query('select 1 from thing where id = any($1) for key share', [[line.id, userId]]);
      if (there.length < 2) throw new DomainError('not-found', 'The line or the person was deleted a moment ago.');
      await testModeStore.put(tx, line.id, userId, until);
      await this.feed.note(tx, 'test-mode', line.id);
      const what = { kind: 'line', id: line.id, name: line.name };
      await this.trail.record(tx, by, { action: 'switched test mode on', ...what, after: testMode });
    });
    await this.feed.publish();
    await this.timers.arm('test-mode-end', { lineId: line.id, until: testMode.until }, until);
    return testMode;
  }

  async off(lineId: string, by: Doer): Promise<void> {
    await this.end((tx) => testModeStore.end(tx, lineId), by, 'switched test mode off');
  }

  async endExpired(): Promise<void> {
    const now = this.clock.now();
    await this.end((tx) => testModeStore.endUntil(tx, now), ringdownItself, 'ended test mode');
  }

  private async end(remove: (tx: Sql) => Promise<EndedTestMode[]>, by: Doer, action: string): Promise<void> {
    const ended = await this.database.transaction(async (tx) => {
      const lines = await remove(tx);
      for (const { lineId, lineName } of lines) {
        await this.feed.note(tx, 'test-mode', lineId);
        await this.trail.record(tx, by, { action, kind: 'line', id: lineId, name: lineName });
      }
      return lines;
    });
    if (ended.length > 0) await this.feed.publish();
  }
}
