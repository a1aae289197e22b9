import { dropMessagingTables, messagingTables } from '@ringdown/platform-persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An accepted event is its outbox row; ingest keeps nothing else. */
export class CreateOutbox1795219200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(messagingTables);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropMessagingTables);
  }
}
