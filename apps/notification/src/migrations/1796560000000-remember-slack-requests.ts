import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which requests of Slack were acted on, and what they were answered: what comes twice is done once. */
export class RememberSlackRequests1796560000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table slack_request (
        key text not null,
        at timestamptz not null,
        answer jsonb,
        constraint slack_request_pkey primary key (key)
      )`);
    await runner.query('create index slack_request_at on slack_request (at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table slack_request');
  }
}
