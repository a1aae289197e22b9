import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The incidents that tell of a call, also those that it is not linked to any more. */
export class FindIncidentsOfCall1795564800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index incident_of_call on incident ((details -> 'details' ->> 'callId')) where source = 'call'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index incident_of_call');
  }
}
