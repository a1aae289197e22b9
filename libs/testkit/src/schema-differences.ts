import { DataSource, type EntityTarget, type MixedList, type ObjectLiteral } from 'typeorm';
import { freshDatabase } from './test-servers.js';

interface Tables {
  /** The schema that the migrations fill. */
  readonly schema: string;
  readonly migrations: readonly unknown[];
  /** All entities of the schema, those of the shared tables too. */
  readonly entities: readonly EntityTarget<ObjectLiteral>[];
}

/**
 * Where migrations and entities disagree, as sentences of SQL: what TypeORM would change in a freshly migrated database to make it
 * what the entities say, and the tables that no entity knows. Empty where they agree.
 * What an entity cannot say (an index on an expression, a trigger) stands in the migration alone; `@Index(name, { synchronize: false })`
 * keeps TypeORM from dropping such an index. A default that is an expression is written as Postgres
 * shows it, without its casts and the blanks behind them. Of a generated column only its being generated is compared.
 */
export async function schemaDifferences({ schema, migrations, entities }: Tables): Promise<readonly string[]> {
  const fresh = await freshDatabase();
  const source = new DataSource({
    type: 'postgres',
    url: fresh.url,
    schema,
    installExtensions: false,
    migrations: migrations as MixedList<string>,
    migrationsTableName: 'migration',
    entities: [...entities] as MixedList<string>,
    extra: { options: `-c search_path=${schema}` },
  });
  try {
    await source.initialize();
    await source.query(`create schema if not exists ${schema}`);
    await source.runMigrations({ transaction: 'each' });
    await knowGeneratedColumns(source, schema);
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    return [...upQueries.map(({ query }) => query), ...(await unknownTables(source, schema))];
  } finally {
    if (source.isInitialized) await source.destroy();
    await fresh.drop();
  }
}

/** TypeORM keeps the expressions of generated columns in a table of its own, which no migration by hand fills. */
async function knowGeneratedColumns(source: DataSource, schema: string): Promise<void> {
  await source.query(
    'create table if not exists typeorm_metadata (type text, database text, schema text, "table" text, name text, value text)',
  );
  for (const { tableName, columns } of source.entityMetadatas) {
    for (const { databaseName, asExpression } of columns.filter((column) => column.asExpression)) {
      await source.query(
        `insert into typeorm_metadata values ('GENERATED_COLUMN', current_database(), $1, $2, $3, $4)`,
        [schema, tableName, databaseName, asExpression],
      );
    }
  }
}

async function unknownTables(source: DataSource, schema: string): Promise<string[]> {
  const rows: { table_name: string }[] = await source.query(
    `select table_name from information_schema.tables where table_schema = $1 and table_type = 'BASE TABLE' order by 1`,
    [schema],
  );
  const known = new Set(['migration', 'typeorm_metadata', ...source.entityMetadatas.map(({ tableName }) => tableName)]);
  return rows.flatMap(({ table_name }) => (known.has(table_name) ? [] : [`no entity knows the table ${table_name}`]));
}
