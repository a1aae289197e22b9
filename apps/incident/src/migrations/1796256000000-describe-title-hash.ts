import type { MigrationInterface, QueryRunner } from 'typeorm';

/** TypeORM's own table: from it, not from Postgres, it knows what a generated column is computed from. */
export class DescribeTitleHash1796256000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table typeorm_metadata (
        type varchar not null, database varchar, schema varchar, "table" varchar, name varchar, value text
      );
      insert into typeorm_metadata (type, database, schema, "table", name, value)
      values ('GENERATED_COLUMN', current_database(), current_schema(), 'incident', 'alert_title_hash', 'hash_of_title(alert_title)');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table typeorm_metadata');
  }
}
