import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateWatermark1796428800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table watermark (name text primary key, at timestamptz not null)');
    await runner.query(
      `create table provider_finding (
         subject_id text primary key references resource (id) on delete cascade,
         kind text not null constraint provider_finding_kind_check
           check (kind in ('number_points_elsewhere', 'account_refuses', 'balance_low')),
         detail text not null,
         checked_at timestamptz not null)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table provider_finding');
    await runner.query('drop table watermark');
  }
}
