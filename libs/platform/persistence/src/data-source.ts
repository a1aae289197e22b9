import type { Logger } from '@ringdown/platform-telemetry';
import { DataSource, type EntityTarget, type MixedList, type ObjectLiteral } from 'typeorm';
import { BoundedClient } from './bounded-client.js';

const connectMs = 8000;
/** A process that is frozen within a transaction keeps others from the rows for so long, and no longer. */
const abandonedTransactionMs = 30_000;

export type Migration = new () => {
  name?: string;
  up: (...args: never[]) => Promise<unknown>;
  down: (...args: never[]) => Promise<unknown>;
};

export type Entity = EntityTarget<ObjectLiteral>;

/** The one schema that a service owns: `search_path` is set to it. */
export interface OwnSchema {
  readonly url: string;
  readonly schema: string;
  readonly migrations: readonly Migration[];
  readonly entities?: readonly Entity[];
  readonly logger: Logger;
  /** Milliseconds without an answer after which another connection looks whether Postgres still works on a statement. */
  readonly silentMs?: number;
}

interface Connections {
  /** What else each connection sets, as `-c name=value`. */
  readonly settings: string;
  readonly poolSize: number;
  /** Hears what each statement failed with. */
  readonly onFailure: (error: unknown) => void;
}

/** A data source that is not connected yet. */
export function newDataSource(
  { url, schema, migrations, entities = [], logger, silentMs }: OwnSchema,
  { settings, poolSize, onFailure }: Connections,
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    schema,
    applicationName: `ringdown-${schema}`,
    migrations: migrations as unknown as MixedList<string>,
    migrationsTableName: 'migration',
    entities: [...entities] as MixedList<string>,
    poolSize,
    connectTimeoutMS: connectMs,
    extra: {
      Client: BoundedClient,
      onFailure,
      ...(silentMs ? { silentMs } : {}),
      keepAlive: true,
      options: [
        `-c search_path=${schema}`,
        `-c idle_in_transaction_session_timeout=${abandonedTransactionMs}`,
        settings,
      ].join(' '),
    },
    poolErrorHandler: (error: Error) => logger.warn({ err: error }, 'a Postgres connection was lost'),
  });
}

type Connect = () => Promise<unknown>;

/** Whatever TypeORM does begins with a connection: repositories and query builders as well as SQL by hand. */
export function guardConnections(source: DataSource, guard: (connect: Connect) => Promise<unknown>): void {
  const driver = source.driver as unknown as { obtainMasterConnection: Connect };
  const connect = driver.obtainMasterConnection.bind(driver);
  driver.obtainMasterConnection = () => guard(connect);
}

/** TypeORM answers `[rows, count]` to UPDATE and DELETE, and rows to everything else. */
export async function rowsOf<Row>(answer: Promise<unknown>): Promise<Row[]> {
  const result = (await answer) as Row[] | [Row[], number];
  const isPair = result.length === 2 && Array.isArray(result[0]) && typeof result[1] === 'number';
  return (isPair ? result[0] : result) as Row[];
}
