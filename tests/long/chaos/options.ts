/** What a run is asked for by its environment; see chaos.long-spec.ts. */
export interface ChaosOptions {
  /** Parts of cells' names; none means every cell. */
  readonly only: readonly string[];
  readonly rate: number;
  readonly faultSeconds: number;
  readonly callEverySeconds: number;
  readonly rollBackSeconds: number;
  readonly lockSeconds: number;
  /** Writes the table to tests/long/results. */
  readonly save: boolean;
  readonly keepLogs: boolean;
}

/** @throws for a number that is none: a run of another kind than was meant is worse than none. */
export function readOptions(env: Readonly<Record<string, string | undefined>>): ChaosOptions {
  const number = (name: string, usual: number): number => {
    const given = env[name] === undefined || env[name] === '' ? usual : Number(env[name]);
    if (!(given > 0)) throw new Error(`${name}: expected a number above 0, got ${JSON.stringify(env[name])}`);
    return given;
  };
  return {
    only: (env['CHAOS_ONLY'] ?? '').split(',').flatMap((part) => (part.trim() ? [part.trim()] : [])),
    rate: number('CHAOS_RATE', 150),
    faultSeconds: number('CHAOS_SECONDS', 8),
    callEverySeconds: number('CHAOS_CALL_EVERY', 1.5),
    rollBackSeconds: number('CHAOS_ROLLBACK_SECONDS', 120),
    lockSeconds: number('CHAOS_LOCK_SECONDS', 120),
    save: Boolean(env['CHAOS_SAVE']),
    keepLogs: Boolean(env['RINGDOWN_KEEP_LOGS']),
  };
}
