import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { configurationRpc } from '@ringdown/contracts';
import { ActingUsers } from '../auth/index.js';
import { ResourceRepository, ResourceService } from '../configuration/index.js';
import { contactResource } from './contact.resource.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Answers notification's RPC for people who save and block callers from chat. Who may is as at REST: a responder saves a caller, an admin changes a contact. */
@Controller()
export class ContactsRpcController {
  constructor(
    private readonly resources: ResourceService,
    private readonly repository: ResourceRepository,
    private readonly users: ActingUsers,
  ) {}

  @MessagePattern(configurationRpc.saveContact.subject)
  async save(@Payload() data: unknown): Promise<Named> {
    const { userId, phone, name } = configurationRpc.saveContact.request.parse(data);
    const known = await this.repository.contactByPhone(phone);
    const actor = await this.users.actor(userId, known ? 'admin' : 'responder');
    const saved = known
      ? await this.resources.patch(contactResource, known.id, { name }, actor, 'renamed from Slack')
      : await this.resources.create(
          contactResource,
          contactResource.input.parse({ name, phone }),
          actor,
          'created from Slack',
        );
    return { id: saved.id, name: saved.name };
  }

  @MessagePattern(configurationRpc.blockCaller.subject)
  async block(@Payload() data: unknown): Promise<Named> {
    const { userId, phone, name } = configurationRpc.blockCaller.request.parse(data);
    const actor = await this.users.actor(userId, 'admin');
    const known = await this.repository.contactByPhone(phone);
    if (known?.blocked) return { id: known.id, name: known.name };
    const fields = { name: name ?? phone, phone, blocked: true };
    const blocked = known
      ? await this.resources.patch(contactResource, known.id, { blocked: true }, actor, 'blocked from Slack')
      : await this.resources.create(contactResource, contactResource.input.parse(fields), actor, 'blocked from Slack');
    return { id: blocked.id, name: blocked.name };
  }
}
