import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Effect, TitleCount } from './judge-events.ts';

const pollMs = 100;
const answerMs = 5000;
/** Entries get their numbers before they are committed: the last ones are read again. */
const overlap = 2000;
const told = /got "([^"]+)"/;

/** Looks on from outside, past every link, at what events have done to incidents, and when it could be seen first. */
export class EffectWatch {
  /** By mark, in epoch milliseconds. */
  readonly seenAt = new Map<string, number>();
  private highest = 0;
  private stopped = false;
  private client: pg.Client | null = null;
  private readonly watching: Promise<void>;

  constructor(private readonly url: string) {
    this.watching = this.watch();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.watching;
    await this.client?.end().catch(() => undefined);
  }

  /** Everything that stands in the timelines of the incidents whose titles begin so. */
  async read(titles: string): Promise<{ readonly effects: Effect[]; readonly counts: TitleCount[] }> {
    const entries = await this.ask<{ id: string; number: string; text: string }>(
      `select t.id, i.number, t.text from incident.timeline_entry t join incident.incident i on i.id = t.incident_id
       where i.title like $1 and t.type = 'warning'`,
      [`${titles}.%`],
    );
    const counted = await this.ask<{ title: string; occurrences: string }>(
      `select title, sum(occurrences) as occurrences from incident.incident where title like $1 group by title`,
      [`${titles}.%`],
    );
    return {
      effects: entries.flatMap(({ id, number, text }) => {
        const mark = told.exec(text)?.[1];
        return mark ? [{ mark, incidentNumber: Number(number), entry: Number(id) }] : [];
      }),
      counts: counted.map(({ title, occurrences }) => ({ title, occurrences: Number(occurrences) })),
    };
  }

  async ask<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = (this.client ??= await this.connect());
    try {
      return (await client.query(text, values)).rows as Row[];
    } catch (error) {
      // a broken statement is ours to mend, a broken connection is what faults do
      if (this.client === client) this.client = null;
      void client.end().catch(() => undefined);
      throw error;
    }
  }

  private async watch(): Promise<void> {
    while (!this.stopped) {
      await this.look().catch(() => undefined);
      await sleep(pollMs);
    }
  }

  private async look(): Promise<void> {
    const rows = await this.ask<{ id: string; text: string }>(
      `select id, text from incident.timeline_entry where id > $1 and type = 'warning'`,
      [Math.max(0, this.highest - overlap)],
    );
    const now = performance.timeOrigin + performance.now();
    for (const { id, text } of rows) {
      this.highest = Math.max(this.highest, Number(id));
      const mark = told.exec(text)?.[1];
      if (mark && !this.seenAt.has(mark)) this.seenAt.set(mark, now);
    }
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.url,
      connectionTimeoutMillis: answerMs,
      query_timeout: answerMs,
    });
    client.on('error', () => {
      if (this.client === client) this.client = null;
    });
    await client.connect();
    return client;
  }
}
