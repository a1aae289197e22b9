import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { deletedPerson, type IncidentNotification, notificationRpc, type RefusedPhone } from '@ringdown/contracts';
import { Clock } from '@ringdown/kernel';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { Database } from '@ringdown/platform-persistence';
import { type NotificationRow, PersonNotificationRepository } from './person-notification.repository.js';
import { PhoneRepository } from './phone.repository.js';

/** Answers control's RPC about who was notified. */
@Controller()
export class PeopleController {
  constructor(
    private readonly notifications: PersonNotificationRepository,
    private readonly phones: PhoneRepository,
    private readonly mirror: ConfigMirror,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @MessagePattern(notificationRpc.ofIncident.subject)
  async ofIncident(@Payload() data: unknown): Promise<{ items: IncidentNotification[] }> {
    const { incidentId } = notificationRpc.ofIncident.request.parse(data);
    const rows = await this.notifications.ofIncident(incidentId);
    return { items: rows.map((row) => this.shown(row)) };
  }

  @MessagePattern(notificationRpc.refusedPhones.subject)
  async refusedPhones(): Promise<{ items: RefusedPhone[] }> {
    const refused = await this.phones.refusedPhones(this.database, this.clock.now());
    return { items: [...refused].map(([phone, { category, reason }]) => ({ phone, category, reason })) };
  }

  private shown(row: NotificationRow): IncidentNotification {
    const { id, user_id, step, made_responder: madeResponder, type, state, detail, sent_at, due_at } = row;
    const name = this.mirror.get('user', user_id)?.name ?? deletedPerson;
    const at = (sent_at ?? due_at).toISOString();
    return { id, at, user: { id: user_id, name }, step, madeResponder, type, state, detail };
  }
}
