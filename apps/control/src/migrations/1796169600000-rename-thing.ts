import type { MigrationInterface, QueryRunner } from 'typeorm';

const indexes = ['by_name', 'user_email', 'line_number', 'contact_phone', 'team_slug', 'pkey'];

/** The table of the configuration and the columns of the audit log that name its rows are called what the API calls them: resources. */
export class RenameThing1796169600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await rename(runner, 'thing', 'resource');
  }

  async down(runner: QueryRunner): Promise<void> {
    await rename(runner, 'resource', 'thing');
  }
}

/** The view `mirrored` and the foreign keys follow by themselves. */
async function rename(runner: QueryRunner, from: string, to: string): Promise<void> {
  await runner.query(`alter table ${from} rename to ${to}`);
  for (const index of indexes) await runner.query(`alter index ${from}_${index} rename to ${to}_${index}`);
  await runner.query(`alter table audit rename column ${from}_id to ${to}_id`);
  await runner.query(`alter table audit rename column ${from}_name to ${to}_name`);
  await runner.query(`alter index audit_${from} rename to audit_${to}`);
}
