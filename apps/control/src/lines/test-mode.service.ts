import { Injectable } from '@nestjs/common';
import { Clock, DomainError } from '@ringdown/kernel';
import { Database, type Transaction } from '@ringdown/platform-persistence';
import { Sweep } from '@ringdown/platform-timers';
import { timer, Timers } from '@ringdown/platform-timers/bullmq';
import { z } from 'zod';
import { type Actor, systemActor } from '../api/index.js';
import { AuditRepository } from '../audit/index.js';
import { areStored, ConfigurationPublisher } from '../configuration/index.js';
import { type EndedTestMode, testModeRepository } from './test-mode.repository.js';

/** The timers of this service. `test-mode-end`: the line rings its own people again. */
export const testModeCatalogue = {
  'test-mode-end': timer({
    data: z.object({ lineId: z.string(), until: z.iso.datetime() }),
    key: ({ lineId, until }) => `${lineId}.${Date.parse(until)}`,
  }),
} as const;

/** The token under which Nest injects them. */
export class TestModeTimers extends Timers<typeof testModeCatalogue> {}

const lengthMs = 5 * 60_000;
const sweepMs = 3000;

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
export class TestModeService {
  constructor(
    private readonly database: Database,
    private readonly publisher: ConfigurationPublisher,
    private readonly audit: AuditRepository,
    private readonly timers: TestModeTimers,
    private readonly clock: Clock,
  ) {}

  /** Once more begins the five minutes anew. @throws DomainError `not-found` where the line was deleted meanwhile. */
  async on(line: { id: string; name: string }, userId: string, actor: Actor): Promise<TestMode> {
    const until = new Date(this.clock.now().getTime() + lengthMs);
    const testMode = { until: until.toISOString(), userId };
    await this.database.transaction(async (tx) => {
      if (!(await areStored(tx, [line.id, userId])))
        throw new DomainError('not-found', 'The line or the person was deleted a moment ago.');
      await testModeRepository.put(tx, line.id, userId, until);
      await this.publisher.note(tx, 'test-mode', line.id);
      const what = { kind: 'line', id: line.id, name: line.name };
      await this.audit.record(tx, actor, { action: 'switched test mode on', ...what, after: testMode });
    });
    await this.publisher.publish();
    await this.timers.arm('test-mode-end', { lineId: line.id, until: testMode.until }, until);
    return testMode;
  }

  async off(lineId: string, actor: Actor): Promise<void> {
    await this.end((tx) => testModeRepository.end(tx, lineId), actor, 'switched test mode off');
  }

  @Sweep({ name: 'end test mode', everyMs: sweepMs })
  async endExpired(): Promise<void> {
    const now = this.clock.now();
    await this.end((tx) => testModeRepository.endUntil(tx, now), systemActor, 'ended test mode');
  }

  private async end(
    remove: (tx: Transaction) => Promise<EndedTestMode[]>,
    actor: Actor,
    action: string,
  ): Promise<void> {
    const ended = await this.database.transaction(async (tx) => {
      const lines = await remove(tx);
      for (const { lineId, lineName } of lines) {
        await this.publisher.note(tx, 'test-mode', lineId);
        await this.audit.record(tx, actor, { action, kind: 'line', id: lineId, name: lineName });
      }
      return lines;
    });
    if (ended.length > 0) await this.publisher.publish();
  }
}
