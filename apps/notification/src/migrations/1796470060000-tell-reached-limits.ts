import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of which limits admins were told, and when: once an hour at most. */
export class TellReachedLimits1796470060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table reached_limit (
        type text not null,
        user_id text not null,
        told_at timestamptz not null,
        constraint reached_limit_pkey primary key (type, user_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table reached_limit');
  }
}
