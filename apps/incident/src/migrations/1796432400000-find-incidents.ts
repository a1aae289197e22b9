import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lists by priority, severity and status come from an index each, in the order of the list. Titles are searched by trigrams: where
 * pg_trgm cannot be had (a server without it, a role that may not create it), the search works all the same, only slower.
 */
export class FindIncidents1796432400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index incident_by_priority on incident (priority, number) where priority is not null;
      create index incident_by_severity on incident (severity, number) where severity is not null;
      create index incident_by_status on incident (status, number);
      do $$
      declare home text;
      begin
        create extension if not exists pg_trgm;
        select nspname into home from pg_extension join pg_namespace n on n.oid = extnamespace where extname = 'pg_trgm';
        execute format('create index incident_title on incident using gin (title %I.gin_trgm_ops)', home);
      exception when insufficient_privilege or undefined_file or feature_not_supported then
        raise notice 'pg_trgm is not there: titles are searched without an index';
      end $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop index if exists incident_title; drop index incident_by_status; drop index incident_by_severity; drop index incident_by_priority;',
    );
  }
}
