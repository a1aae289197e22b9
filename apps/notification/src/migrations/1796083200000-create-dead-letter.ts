import { deadLetterTable, dropDeadLetterTable } from '@ringdown/platform-persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDeadLetter1796083200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(deadLetterTable);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dropDeadLetterTable);
  }
}
