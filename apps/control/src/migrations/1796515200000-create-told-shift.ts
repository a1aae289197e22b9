import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateToldShift1796515200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table told_shift (
         schedule_id text primary key references resource (id) on delete cascade,
         user_id text,
         since timestamptz not null,
         looked_at timestamptz not null)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table told_shift');
  }
}
