import type { MigrationInterface, QueryRunner } from 'typeorm';

/** jsonb sorts the keys of what a monitor said; json keeps them as they were written. */
export class KeepFactsAsWritten1795910400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table delivery alter column fact type json using fact::json');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table delivery alter column fact type jsonb using fact::jsonb');
  }
}
