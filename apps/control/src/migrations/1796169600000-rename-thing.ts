import type { MigrationInterface, QueryRunner } from 'typeorm';

const indexes = ['by_name', 'user_email', 'line_number', 'contact_phone', 'team_slug', 'pkey'];

/**
 * The table of the configuration and the columns of the audit log that name its rows are called what the API calls them: resources.
 * Views of the old names serve the version before, which runs beside this one during an upgrade.
 */
export class RenameThing1796169600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await renameTable(runner, 'thing', 'resource');
    for (const statement of [
      `alter table audit rename to audit_entry`,
      `alter table audit_entry rename column thing_id to resource_id`,
      `alter table audit_entry rename column thing_name to resource_name`,
      `alter index audit_thing rename to audit_resource`,
      `create view thing as select id, kind, name, document, created_at, updated_at from resource`,
      `create view audit as
        select sequence, at, actor, ip, action, kind, resource_id as thing_id, resource_name as thing_name, before, after, merge_key
        from audit_entry`,
    ])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `drop view audit`,
      `drop view thing`,
      `alter index audit_resource rename to audit_thing`,
      `alter table audit_entry rename column resource_name to thing_name`,
      `alter table audit_entry rename column resource_id to thing_id`,
      `alter table audit_entry rename to audit`,
    ])
      await runner.query(statement);
    await renameTable(runner, 'resource', 'thing');
  }
}

/** The view `mirrored` and the foreign keys follow by themselves. */
async function renameTable(runner: QueryRunner, from: string, to: string): Promise<void> {
  await runner.query(`alter table ${from} rename to ${to}`);
  for (const index of indexes) await runner.query(`alter index ${from}_${index} rename to ${to}_${index}`);
}
