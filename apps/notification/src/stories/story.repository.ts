import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@ringdown/platform-persistence';
import { evolveStory, type Story, story, storyKeys, type Told } from './story.js';

interface StoryRow {
  readonly key: string;
  readonly state: unknown;
}

/** How calls and incidents stand, for messages that change in place: folded from their events, one row each. */
@Injectable()
export class StoryRepository {
  constructor(private readonly database: Database) {}

  /** Folds events into their stories, in the transaction of the inbox; answers how the own story of each stood before it, by the event's id. */
  async follow(tx: Sql, told: readonly (Told & { readonly id: string })[]): Promise<ReadonlyMap<string, Story>> {
    const keys = [...new Set(told.flatMap(storyKeys))].sort();
    if (keys.length === 0) return new Map();
    // the rows are there, and locked in one order, before anything is read of them: calls and incidents arrive beside each other
    await tx.query(
      `insert into story (key, state, updated_at) select unnest($1::text[]), null, now() on conflict (key) do nothing`,
      [keys],
    );
    const rows = await tx.query<StoryRow>('select key, state from story where key = any($1) order by key for update', [
      keys,
    ]);
    const after = new Map(
      rows.flatMap(({ key, state }) => (state === null ? [] : [[key, story.parse(state)] as const])),
    );
    const before = new Map<string, Story>();
    for (const one of told) {
      const own = after.get(storyKeys(one)[0] ?? '');
      if (own) before.set(one.id, own);
      for (const key of storyKeys(one)) {
        const next = evolveStory(after.get(key) ?? null, key, one);
        if (next) after.set(key, next);
      }
    }
    await tx.query(
      `update story s set state = r.state, updated_at = now()
       from json_to_recordset($1::json) as r(key text, state json) where s.key = r.key`,
      [JSON.stringify([...after].map(([key, state]) => ({ key, state })))],
    );
    return before;
  }

  async find(keys: readonly string[]): Promise<ReadonlyMap<string, Story>> {
    const rows = await this.database.query<StoryRow>(
      'select key, state from story where key = any($1) and state is not null',
      [keys],
    );
    return new Map(rows.map(({ key, state }) => [key, story.parse(state)]));
  }

  /** Forgets what nothing has happened to since then. True where there may be more of it. */
  async forgetBefore(then: Date, limit: number): Promise<boolean> {
    const gone = await this.database.query(
      `delete from story where key in (select key from story where updated_at < $1 limit $2) returning 1`,
      [then, limit],
    );
    return gone.length === limit;
  }
}
