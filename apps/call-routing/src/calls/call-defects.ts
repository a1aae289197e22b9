import { Sweep } from '@ringdown/platform-timers';
import { Inject, Injectable } from '@nestjs/common';
import type { CallDefect } from '@ringdown/contracts';
import { Clock } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { BoundedPool } from '@ringdown/platform-persistence';
import { counter, type Logger } from '@ringdown/platform-telemetry';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A call that met a defect of ours; `key` is the call, or the line where it was no call. */
@Entity('call_defect')
@Index('call_defect_at', ['at'])
export class CallDefectEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'call_defect_pkey' })
  readonly key: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'call_defect_pkey' })
  readonly what: string;
  @Column('text', { name: 'line_id' })
  readonly lineId: string;
  @Column('text', { name: 'call_id', nullable: true })
  readonly callId: string | null;
  @Column('timestamptz')
  readonly at: Date;
}

const defectsMet = counter(
  'call_defects_total',
  'Steps of live calls that met a defect, or a value that cannot be read',
  [],
);

const dayMs = 86_400_000;
const keptDays = 30;
/** What concerns no call but a line is over when it has not been seen for so long. */
const lineDefectMs = 10 * 60_000;
const rememberedAtMost = 200;

interface Noted {
  readonly lineId: string;
  /** Null where it happened to no call, as when the documents of a line were rendered. */
  readonly callId: string | null;
  readonly defects: readonly string[];
}

interface Remembered extends CallDefect {
  readonly key: string;
}

/**
 * Which calls met a defect of ours, and what it was: shown by GET /readiness until the call is archived, or 30 days have passed.
 * Kept in Postgres, and in memory for as long as Postgres does not take it.
 */
@Injectable()
export class CallDefectRepository {
  private readonly remembered = new Map<string, Remembered>();

  constructor(
    private readonly sql: BoundedPool,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Never throws: it is called where something has failed already. */
  async note({ lineId, callId, defects }: Noted): Promise<void> {
    const at = this.clock.now();
    for (const what of defects) {
      defectsMet.inc();
      this.logger.error({ lineId, callId, defect: what }, 'a live call met a defect; the caller was led on');
      const key = callId ?? lineId;
      await this.keep({ key, lineId, callId, what, at: at.toISOString() });
    }
  }

  /** Newest first. */
  async list(): Promise<CallDefect[]> {
    const now = this.clock.now().getTime();
    const rows = await this.sql.query<{ lineId: string; callId: string | null; what: string; at: Date }>(
      `select line_id as "lineId", call_id as "callId", what, at from call_defect
       where at > $1 and (call_id is not null or at > $2)
         and not exists (select 1 from call where call.id = call_defect.call_id and call.archived)
       order by at desc limit 200`,
      [new Date(now - keptDays * dayMs), new Date(now - lineDefectMs)],
    );
    const stored = rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    const here = [...this.remembered.values()].map(({ key: _key, ...defect }) => defect);
    return [...here, ...stored];
  }

  /** Takes to Postgres what it could not take before, and forgets what is too old. */
  @Sweep({ name: 'defects to be written down', everyMs: 60_000 })
  async sweep(): Promise<void> {
    const now = this.clock.now().getTime();
    await this.sql.query('delete from call_defect where at < $1', [new Date(now - keptDays * dayMs)]);
    for (const defect of [...this.remembered.values()]) await this.keep(defect);
  }

  private async keep(defect: Remembered): Promise<void> {
    const id = `${defect.key} ${defect.what}`;
    try {
      await this.sql.query(
        `insert into call_defect (key, what, line_id, call_id, at) values ($1, $2, $3, $4, $5)
         on conflict (key, what) do update set at = greatest(call_defect.at, excluded.at)`,
        [defect.key, defect.what, defect.lineId, defect.callId, defect.at],
      );
      this.remembered.delete(id);
    } catch {
      if (this.remembered.size < rememberedAtMost) this.remembered.set(id, defect);
    }
  }
}

/**
 * What failed while a call was planned or admitted, in sentences. Each part is determined by itself, so that a value that cannot be
 * read, or a defect of ours, costs the caller that part and no more.
 */
export class MetDefects {
  readonly sentences: string[] = [];

  /** What `work` determines; where it throws, `otherwise`, and `what` is kept with the reason. */
  determine<T>(what: string, work: () => T, otherwise: T): T {
    try {
      return work();
    } catch (error) {
      this.add(what, error);
      return otherwise;
    }
  }

  /** The same for work that takes time. */
  async determineLater<T>(what: string, work: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.add(what, error);
      return otherwise;
    }
  }

  private add(what: string, error: unknown): void {
    const sentence = defectSentence(what, error);
    if (!this.sentences.includes(sentence)) this.sentences.push(sentence);
  }
}

const longestCause = 300;

/** "Who is on call in Backend Team could not be determined (RangeError: not a time zone: PST)." */
export const defectSentence = (what: string, error: unknown): string =>
  `${what} (${String(error).replace(/\s+/g, ' ').slice(0, longestCause)}).`;
