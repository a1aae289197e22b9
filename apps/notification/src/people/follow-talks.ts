import { Injectable } from '@nestjs/common';
import { callEvents } from '@ringdown/contracts';
import { EventHandler, type EventOf } from '@ringdown/platform-messaging';
import type { Sql } from '@ringdown/platform-persistence';
import { PhoneRepository } from './phone.repository.js';

type TalkEvent = EventOf<typeof callEvents.answered> | EventOf<typeof callEvents.completed>;

/** Knows who talks in a call of ours: nobody calls them beside it. */
@Injectable()
export class FollowTalks {
  constructor(private readonly phones: PhoneRepository) {}

  @EventHandler([callEvents.answered, callEvents.completed], { durable: 'notification-know-who-talks' })
  async follow(tx: Sql, events: readonly TalkEvent[]): Promise<void> {
    for (const { subject, data } of events) {
      if (subject === callEvents.completed.subject) await this.phones.endTalk(tx, data.callId);
      else await this.phones.beginTalk(tx, data.callId, data.receiver.id, new Date(data.answeredAt));
    }
  }
}
