import { Injectable } from '@nestjs/common';
import { DomainError } from '@ringdown/kernel';
import { type Access, type Actor, isAllowed } from '../api/index.js';
import { ResourceRepository } from '../configuration/index.js';

/** Whoever acts from chat: another service found out who they are, what they may is asked here, as the guard asks for REST. */
@Injectable()
export class ActingUsers {
  constructor(private readonly resources: ResourceRepository) {}

  /** @throws DomainError `forbidden` for somebody who is gone, or has less than this role. */
  async actor(userId: string, access: Access): Promise<Actor> {
    const user = (await this.resources.find('user', userId))?.document;
    if (!user) throw new DomainError('forbidden', 'You are no user of Ringdown any more. Ask an admin to add you.');
    const { id, name, role } = user;
    if (!isAllowed(role, access))
      throw new DomainError('forbidden', `This needs the role ${access}; yours is ${role}.`);
    return { type: 'user', id, name, role, ip: null };
  }
}
