import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The type of an integration was any text, and meant nothing: one that is none now is `webhook`, as whose it was read anyway. */
export class KnowIntegrationTypes1796688000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update resource set document = jsonb_set(document, '{type}', '"webhook"')
      where kind = 'integration' and document ->> 'type' not in ('webhook', 'alertmanager', 'grafana', 'pagerduty', 'opsgenie', 'sns',
        'sentry', 'datadog', 'uptime-kuma', 'zabbix', 'email', 'custom')
    `);
  }

  /** What it was called is not known any more, and meant nothing. */
  async down(): Promise<void> {
    await Promise.resolve();
  }
}
