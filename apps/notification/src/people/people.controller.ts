import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { type IncidentNotification, notificationRpc } from '@ringdown/contracts';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { type NotificationRow, PersonNotificationRepository } from './person-notification.repository.js';

/** Answers control's RPC about who was notified. */
@Controller()
export class PeopleController {
  constructor(
    private readonly notifications: PersonNotificationRepository,
    private readonly mirror: ConfigMirror,
  ) {}

  @MessagePattern(notificationRpc.ofIncident.subject)
  async ofIncident(@Payload() data: unknown): Promise<{ items: IncidentNotification[] }> {
    const { incidentId } = notificationRpc.ofIncident.request.parse(data);
    const rows = await this.notifications.ofIncident(incidentId);
    return { items: rows.map((row) => this.shown(row)) };
  }

  private shown({ id, user_id, step, type, state, detail, sent_at, due_at }: NotificationRow): IncidentNotification {
    const name = this.mirror.get('user', user_id)?.name ?? 'a deleted person';
    const at = (sent_at ?? due_at).toISOString();
    return { id, at, user: { id: user_id, name }, step, type, state, detail };
  }
}
