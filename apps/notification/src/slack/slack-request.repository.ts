import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { Database } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { Sweep } from '@ringdown/platform-timers';

const hourMs = 3_600_000;
/** Much longer than a request of Slack is valid. */
const keptMs = 24 * hourMs;
const mostAtOnce = 10_000;

export type Once<T> =
  | { readonly type: 'done'; readonly result: T }
  /** It was asked before, and answered so. */
  | { readonly type: 'repeated'; readonly result: T }
  /** It was asked before; what came of it is not known here, or not yet. */
  | { readonly type: 'under-way' };

/** Which requests of Slack were acted on: one that comes twice opens no second incident. */
@Injectable()
export class SlackRequestRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Does `work` for the first request with this key. It is taken before it is done: where the process dies in between, it is done never
   * rather than twice, and whoever asked looks. Its result has to be plain data.
   */
  async once<T>(key: string, work: () => Promise<T>): Promise<Once<T>> {
    const taken = await this.database.query(
      'insert into slack_request (key, at) values ($1, $2) on conflict do nothing returning key',
      [key, this.clock.now()],
    );
    if (taken.length === 0) return this.earlier<T>(key);
    const result = await work();
    await this.database
      .query('update slack_request set answer = $2 where key = $1', [key, JSON.stringify(result)])
      .catch((error: unknown) => this.logger.warn({ err: error }, 'an answer in Slack could not be kept'));
    return { type: 'done', result };
  }

  @Sweep({ name: 'forget Slack requests', everyMs: hourMs })
  async forget(): Promise<void> {
    const tooOld = new Date(this.clock.now().getTime() - keptMs);
    await this.database.query(
      'delete from slack_request where key in (select key from slack_request where at < $1 limit $2)',
      [tooOld, mostAtOnce],
    );
  }

  private async earlier<T>(key: string): Promise<Once<T>> {
    const [row] = await this.database.query<{ answer: T | null }>('select answer from slack_request where key = $1', [
      key,
    ]);
    return row?.answer ? { type: 'repeated', result: row.answer } : { type: 'under-way' };
  }
}
