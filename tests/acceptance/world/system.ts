/** Where the running system is, as the tests are told it by start-the-system. */
export interface RunningSystem {
  readonly control: string;
  readonly ingest: string;
  readonly voice: string;
  readonly notification: string;
  readonly carrier: string;
  readonly apiKey: string;
  readonly natsUrl: string;
  readonly databaseUrl: string;
  readonly pids: readonly number[];
  readonly logs: string;
  /** Dropped at the end. */
  readonly database: string;
}

const variable = 'RINGDOWN_TEST_SYSTEM';

export function rememberSystem(system: RunningSystem): void {
  process.env[variable] = JSON.stringify(system);
}

export function theSystem(): RunningSystem {
  const remembered = process.env[variable];
  if (!remembered) throw new Error('The system is not running: start the tests with npm test.');
  return JSON.parse(remembered) as RunningSystem;
}
