import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A deleted call leaves its ids and nothing else, so that whatever comes late (a report from a journal, a replayed first
 * request) cannot bring it back. A trigger, because calls are inserted in several places and all must obey: to each it
 * looks as if the call were there already.
 */
export class KeepDeletedCallsOut1795478501000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table deleted_call (
        call_id text primary key,
        line_id text not null,
        provider text not null,
        provider_call_id text not null,
        provider_account_id text not null,
        deleted_at timestamptz not null,
        unique (provider, provider_call_id)
      );
      create function refuse_deleted_call() returns trigger language plpgsql set search_path from current as $$
      begin
        perform 1 from deleted_call d
        where d.call_id = new.id or (d.provider = new.provider and d.provider_call_id = new.provider_call_id);
        if found then return null; end if;
        return new;
      end $$;
      create trigger call_refuse_deleted before insert on call for each row execute function refuse_deleted_call();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop trigger call_refuse_deleted on call; drop function refuse_deleted_call; drop table deleted_call;',
    );
  }
}
