import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The columns take the words that the code uses. An instance of the version before may run beside this one during an upgrade: its
 * first statement for an event reads the view `channel_pace`, which fails with a state (55000) that it tries again for ever, so
 * that it leaves the event to us; any other failure would make a dead letter of the event.
 */
export class RenameDeliveryColumns1796256000000 implements MigrationInterface {
  name = 'RenameDeliveryColumns1796256000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table delivery rename column fact_id to event_id;
      alter table delivery rename column fact to event;
      alter table delivery rename column fact_at to event_at;
      alter table delivery rename column thing to ordering_key;
      alter table delivery rename constraint delivery_fact_id_channel_id_key to delivery_event_id_channel_id_key;
      alter table channel_pace rename to channel_rate_limit;
      alter table channel_rate_limit rename column taken_until to reserved_until;
      alter table channel_rate_limit rename constraint channel_pace_pkey to channel_rate_limit_pkey;
      create function replaced_by_newer_version() returns boolean language plpgsql as $$
        begin
          raise exception 'a newer version of this service has migrated the schema and takes the events' using errcode = '55000';
        end $$;
      create view channel_pace as
        select channel_id, reserved_until as taken_until from channel_rate_limit where replaced_by_newer_version();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view channel_pace;
      drop function replaced_by_newer_version();
      alter table channel_rate_limit rename constraint channel_rate_limit_pkey to channel_pace_pkey;
      alter table channel_rate_limit rename column reserved_until to taken_until;
      alter table channel_rate_limit rename to channel_pace;
      alter table delivery rename constraint delivery_event_id_channel_id_key to delivery_fact_id_channel_id_key;
      alter table delivery rename column ordering_key to thing;
      alter table delivery rename column event_at to fact_at;
      alter table delivery rename column event to fact;
      alter table delivery rename column event_id to fact_id;
    `);
  }
}
