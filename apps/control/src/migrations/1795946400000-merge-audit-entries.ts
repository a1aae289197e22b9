import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What comes in a flood, such as sign-ins that fail, is one entry of the audit log with a count. */
export class MergeAuditEntries1795946400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table audit add column merge_key text');
    await runner.query('create unique index audit_merge_key on audit (merge_key) where merge_key is not null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table audit drop column merge_key');
  }
}
