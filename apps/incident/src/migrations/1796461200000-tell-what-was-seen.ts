import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Alert rules count how often an alert was seen, and not what a monitor says of its incident besides. */
export class TellWhatWasSeen1796461200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table occurrence add column seen boolean not null default true;');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table occurrence drop column seen;');
  }
}
