import type { Logger } from '@ringdown/platform-telemetry';
import pg from 'pg';

/**
 * A seat that one instance of a service holds at a time, so that facts leave and take effect in order with any number of
 * instances. Held by a Postgres session lock: a process that dies gives it up at once.
 */
export class Seat {
  private client: pg.Client | null = null;

  constructor(
    private readonly options: { url: string; schema: string; name: string; logger: Logger },
    private readonly onNotification: () => void = () => undefined,
  ) {}

  /** True once this instance holds the seat; call again after a while otherwise. */
  async take(channel?: string): Promise<boolean> {
    if (this.client) return true;
    const client = new pg.Client({
      connectionString: this.options.url,
      connectionTimeoutMillis: 3000,
      keepAlive: true,
      application_name: `ringdown-${this.options.name}`,
      options: `-c search_path=${this.options.schema}`,
    });
    client.on('error', (error) => this.lose(client, error));
    client.on('end', () => this.lose(client));
    client.on('notification', () => this.onNotification());
    try {
      await client.connect();
      const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock(hashtext($1)) as held', [
        `ringdown.${this.options.schema}.${this.options.name}`,
      ]);
      if (!rows[0]?.held) {
        await client.end();
        return false;
      }
      if (channel) await client.query(`listen ${channel}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.client = client;
    return true;
  }

  get held(): boolean {
    return this.client !== null;
  }

  async leave(): Promise<void> {
    const { client } = this;
    this.client = null;
    await client?.end().catch(() => undefined);
  }

  private lose(client: pg.Client, error?: Error): void {
    if (this.client !== client) return;
    this.client = null;
    this.options.logger.warn({ err: error, seat: this.options.name }, 'lost the seat with its Postgres session');
    this.onNotification();
  }
}
