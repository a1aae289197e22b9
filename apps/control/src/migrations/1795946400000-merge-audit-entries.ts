import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What comes in a flood, such as sign-ins that fail, is one entry with a count; and where one has signed in from is found at once. */
export class MergeAuditEntries1795946400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table audit add column merge_key text');
    await runner.query('create unique index audit_merge_key on audit (merge_key) where merge_key is not null');
    await runner.query(`create index audit_signed_in on audit (thing_id, ip) where action = 'signed in'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index audit_signed_in');
    await runner.query('alter table audit drop column merge_key');
  }
}
