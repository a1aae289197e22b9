import type { Fields, KindTools } from '../things/index.js';
import { lineWebhook } from './line-webhook.js';

interface Row {
  readonly id: string;
  readonly provider: string;
  readonly userId: string | null;
  readonly until: Date | null;
}

/** What stands beside lines in REST: the webhook that their provider is given, and who rings in test mode until when. */
export async function besideLines(
  ids: readonly string[],
  { database, clock, settings }: KindTools,
): Promise<ReadonlyMap<string, Fields>> {
  const rows = await database.query<Row>(
    `select line.id, account.document->>'provider' as provider, test_mode.user_id as "userId", test_mode.until
     from thing line
     join thing account on account.id = line.document->>'providerAccountId'
     left join test_mode on test_mode.line_id = line.id and test_mode.until > $2
     where line.id = any($1)`,
    [ids, clock.now()],
  );
  return new Map(
    rows.map(({ id, provider, userId, until }) => {
      const testMode = userId && until ? { until: until.toISOString(), userId } : null;
      return [id, { webhook: lineWebhook(settings, provider, id), testMode }];
    }),
  );
}
