import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A caller who is no phone number is told apart by their address. */
export class KnowCallerAddresses1795824000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table call add column caller_address text;
      create index call_of_address on call (caller_address, called_at desc) where caller_address is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table call drop column caller_address');
  }
}
