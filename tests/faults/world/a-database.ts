import { eventually, freshDatabase, type FreshDatabase, testPostgres, uniquePrefix } from '@ringdown/testkit';
import { Client } from 'pg';

/** What a server that answers may be wrong with. */
export type ServerFace = 'read-only' | 'out of connections' | 'full disk';

/** A database with a role of its own, which owns it and is no superuser: its limits hold. */
export class ADatabase {
  private constructor(
    private readonly fresh: FreshDatabase,
    private readonly role: string,
    private readonly admin: Client,
  ) {}

  static async create(): Promise<ADatabase> {
    const fresh = await freshDatabase();
    const role = uniquePrefix('role');
    const admin = new Client({ connectionString: fresh.url });
    await admin.connect();
    await admin.query(`create role ${role} login password 'right'`);
    await admin.query(`alter database ${new URL(fresh.url).pathname.slice(1)} owner to ${role}`);
    return new ADatabase(fresh, role, admin);
  }

  url(password = 'right', database?: string): string {
    const url = Object.assign(new URL(this.fresh.url), { username: this.role, password });
    if (database) url.pathname = `/${database}`;
    return url.href;
  }

  get name(): string {
    return new URL(this.fresh.url).pathname.slice(1);
  }

  async become(face: ServerFace): Promise<void> {
    if (face === 'read-only') await this.admin.query(`alter role ${this.role} set default_transaction_read_only = on`);
    if (face === 'out of connections') await this.admin.query(`alter role ${this.role} connection limit 0`);
    if (face === 'full disk') await this.fillDisk();
    if (face !== 'full disk') await this.endSessions();
  }

  async heal(): Promise<void> {
    await this.admin.query(`alter role ${this.role} connection limit -1`);
    await this.admin.query(`alter role ${this.role} reset default_transaction_read_only`);
    await this.admin.query(`drop event trigger if exists no_room; drop function if exists no_room() cascade;
      drop function if exists no_room_for_row() cascade`);
  }

  async changePassword(password: string): Promise<void> {
    await this.admin.query(`alter role ${this.role} password '${password}'`);
    await this.endSessions();
  }

  async count(query: string, ...values: readonly string[]): Promise<number> {
    const { rows } = await this.admin.query<{ n: number }>(`select count(*)::int as n from ${query}`, [...values]);
    return rows[0]?.n ?? -1;
  }

  async holdLock(key: string): Promise<() => Promise<void>> {
    const holder = new Client({ connectionString: this.fresh.url });
    await holder.connect();
    await holder.query('select pg_advisory_lock(hashtext($1))', [key]);
    return () => holder.end();
  }

  async drop(): Promise<void> {
    await this.admin.end();
    const admin = new Client({ connectionString: testPostgres() });
    await this.fresh.drop();
    await admin.connect();
    await eventually(() => admin.query(`drop role ${this.role}`));
    await admin.end();
  }

  /** As Postgres says it (53100), by triggers: a file system of a few bytes needs root, and fills up where it likes. */
  private async fillDisk(): Promise<void> {
    const raise = `begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end`;
    await this.admin.query(`create function no_room() returns event_trigger language plpgsql as $$ ${raise} $$`);
    await this.admin.query(`create event trigger no_room on ddl_command_start execute function no_room()`);
    await this.admin.query('alter event trigger no_room disable');
    await this.admin.query(`create function no_room_for_row() returns trigger language plpgsql as $$ ${raise} $$`);
    for (const table of ['ingest.outbox', 'call_routing.call', 'call_routing.outbox']) {
      await this.admin.query(`do $do$ begin if to_regclass('${table}') is not null then
        create trigger no_room before insert or update on ${table} execute function no_room_for_row(); end if; end $do$`);
    }
    await this.admin.query('alter event trigger no_room enable');
  }

  private async endSessions(): Promise<void> {
    await this.admin.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [this.role]);
  }
}
