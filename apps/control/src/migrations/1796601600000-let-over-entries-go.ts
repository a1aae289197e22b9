import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An absence or an override that is over kept its people from being deleted. What the previous version writes meanwhile still does. */
export class LetOverEntriesGo1796601600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table reference add column holds_until timestamptz');
    await runner.query(
      `update reference
       set holds_until = (document -> split_part(path, '.', 1) -> split_part(path, '.', 2)::integer ->> 'endsAt')::timestamptz
       from resource where resource.id = reference.from_id and path ~ '^(absences|overrides)\\.[0-9]+\\.'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table reference drop column holds_until');
  }
}
