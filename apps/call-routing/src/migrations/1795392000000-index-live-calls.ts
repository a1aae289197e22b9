import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many calls are live on a line is asked at each call that comes in. */
export class IndexLiveCalls1795392000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index call_live_on_line on call (line_id) where ended_at is null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index call_live_on_line');
  }
}
