import { schemaDifferences } from '@ringdown/testkit';
import { Column, Entity, PrimaryColumn, type QueryRunner } from 'typeorm';
import { deadLetterTable, messagingEntities, messagingTables, OutboxEntry } from './messaging-tables.js';

class Tables1795219200000 {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(messagingTables);
    await runner.query(deadLetterTable);
  }
  async down(): Promise<void> {}
}
class More1795219200001 {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table more (id text); alter table outbox drop column stream_sequence');
  }
  async down(): Promise<void> {}
}
class Generated1795219200000 {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table generated (id text primary key, short text generated always as (left(id, 3)) stored)`,
    );
  }
  async down(): Promise<void> {}
}
@Entity('generated')
class Generated {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'generated_pkey' })
  readonly id: string;
  @Column({ type: 'text', asExpression: 'left(id, 3)', generatedType: 'STORED', nullable: true })
  readonly short: string;
}
const schema = 'spec';

it('the entities are what the migrations make', async () => {
  const migrations = [Tables1795219200000];
  expect(await schemaDifferences({ schema, migrations, entities: messagingEntities })).toEqual([]);
});

it('a column that no migration makes and a table that no entity knows are differences', async () => {
  const migrations = [Tables1795219200000, More1795219200001];
  const differences = await schemaDifferences({ schema, migrations, entities: [OutboxEntry] });
  expect(differences).toEqual([
    'ALTER TABLE "spec"."outbox" ADD "stream_sequence" bigint',
    'no entity knows the table dead_letter',
    'no entity knows the table inbox',
    'no entity knows the table more',
  ]);
});

it('a generated column is known by the migration alone', async () => {
  const migrations = [Generated1795219200000];
  expect(await schemaDifferences({ schema, migrations, entities: [Generated] })).toEqual([]);
});
