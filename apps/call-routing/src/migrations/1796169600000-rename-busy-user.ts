import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The column takes the word that the code uses. An instance of the version before works from memory until it is replaced. */
export class RenameBusyUser1796169600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table call rename column engaged_user_id to busy_user_id;
      alter index call_engaged rename to call_busy;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter index call_busy rename to call_engaged;
      alter table call rename column busy_user_id to engaged_user_id;
    `);
  }
}
