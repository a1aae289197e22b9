import { tidyTitle } from '@ringdown/domain-incidents';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const chunk = 5000;

interface Row {
  readonly id: string;
  readonly number: string;
  readonly alert_title: string;
}

/**
 * Alerts are grouped by tidy titles from now on, so what was grouped by a title as it was written is found by its tidy one. Of
 * several open ones that are now about one thing the first stays with its alerts; the others stay alone, for people to resolve.
 */
export class TidyAlertTitles1795910400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (let after = '0'; ;) {
      const rows = (await runner.query(
        `select id, number, alert_title from incident where alert_title is not null and number > $1 order by number limit ${chunk}`,
        [after],
      )) as Row[];
      for (const { id, alert_title } of rows) {
        const tidy = tidyTitle(alert_title);
        if (tidy !== alert_title) await this.regroup(runner, id, tidy || null);
      }
      const last = rows.at(-1);
      if (!last) return;
      after = last.number;
    }
  }

  private async regroup(runner: QueryRunner, id: string, group: string | null): Promise<void> {
    await runner.query(
      `update incident i set alert_title = case when i.status <> 'resolved' and exists (
         select 1 from incident o where o.alert_title is not null and o.status <> 'resolved' and o.id <> i.id
           and o.integration_id = i.integration_id and o.alert_title_hash = hash_of_title($2)
       ) then null else $2 end where i.id = $1`,
      [id, group],
    );
  }

  /** How they were written is not known any more. */
  async down(): Promise<void> {}
}
