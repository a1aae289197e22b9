/** Where the running system is, as the tests are told it by start-the-system. */
export interface RunningSystem {
  readonly control: string;
  readonly ingest: string;
  /** Where providers reach call-routing: the reverse proxy. */
  readonly voice: string;
  /** What the proxy serves when no call-routing answers. */
  readonly fallbackDir: string;
  readonly notification: string;
  readonly carrier: string;
  /** Controls what a test can take away: see links.ts. */
  readonly links: string;
  readonly apiKey: string;
  readonly natsUrl: string;
  readonly databaseUrl: string;
  /** The environment of a service, for a test that starts it again or a second time. */
  readonly settings: Readonly<Record<string, Readonly<Record<string, string>>>>;
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
