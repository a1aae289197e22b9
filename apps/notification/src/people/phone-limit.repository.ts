import { Injectable } from '@nestjs/common';
import { Database, newId } from '@ringdown/platform-persistence';
import { type NewNotification, PersonNotificationRepository } from './person-notification.repository.js';

/** How many texts and calls went out, and of which limits of them admins were told. */
@Injectable()
export class PhoneLimitRepository {
  constructor(
    private readonly database: Database,
    private readonly notifications: PersonNotificationRepository,
  ) {}

  /** How many went out by this way since an instant: to this person, and to all. */
  async sentSince(
    type: 'sms' | 'voice',
    userId: string,
    since: Date,
  ): Promise<{ readonly person: number; readonly all: number }> {
    const [row] = await this.database.query<{ person: string; all: string }>(
      `select count(*) filter (where user_id = $2) as person, count(*) as all from person_notification where type = $1 and sent_at > $3`,
      [type, userId, since],
    );
    return { person: Number(row?.person ?? 0), all: Number(row?.all ?? 0) };
  }

  /**
   * Stores what tells of a limit, unless that was told after `notAfter`: of any number of processes one does it. `userId` is empty
   * for the limit of all.
   */
  async tellOnce(
    { type, userId, since, notAfter }: { type: 'sms' | 'voice'; userId: string; since: Date; notAfter: Date },
    notices: (eventId: string) => readonly NewNotification[],
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const told = await tx.query(
        `insert into reached_limit (type, user_id, told_at) values ($1, $2, $3)
         on conflict (type, user_id) do update set told_at = $3 where reached_limit.told_at <= $4 returning 1`,
        [type, userId, since, notAfter],
      );
      if (told.length > 0) await this.notifications.add(tx, notices(newId('event')), since);
    });
  }
}
