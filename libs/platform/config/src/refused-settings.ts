/** The settings that say who we are to a server. */
export type ServerSetting = 'DATABASE_URL' | 'NATS_URL' | 'REDIS_URL';

const servers = { DATABASE_URL: 'Postgres', NATS_URL: 'NATS', REDIS_URL: 'Redis' } as const;

/**
 * Hears of servers that refuse who a setting says we are. At the start that is a mistake which somebody is there to correct; later it
 * is a password that was changed under us, and no reason to stop what still works without that server.
 */
export class RefusedSettings {
  private stopTheStart: ((sentence: string) => void) | null = null;

  constructor(private readonly logger: { error(details: object, sentence: string): void }) {}

  /** From now on, until `started`, a refusal ends the process by `stop`. */
  starting(stop: (sentence: string) => void): void {
    this.stopTheStart = stop;
  }

  started(): void {
    this.stopTheStart = null;
  }

  /** `reason` is what the server said; it names no password. `wasLetIn`: by a server that let this process in before. */
  report(setting: ServerSetting, reason: string, wasLetIn: boolean): void {
    const sentence = `${servers[setting]} refuses the user, the password or the database of ${setting} (${reason})`;
    if (this.stopTheStart && !wasLetIn) this.stopTheStart(`${sentence}. Correct it, then start again.`);
    else this.logger.error({ setting, reason }, `${sentence}; going on without it until that changes`);
  }
}
