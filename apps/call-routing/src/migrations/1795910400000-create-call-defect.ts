import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calls that met a defect of ours, for the readiness of the line; `key` is the call, or the line where it was no call. */
export class CreateCallDefect1795910400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table call_defect (
        key text not null,
        what text not null,
        line_id text not null,
        call_id text,
        at timestamptz not null,
        primary key (key, what)
      );
      create index call_defect_at on call_defect (at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table call_defect;');
  }
}
