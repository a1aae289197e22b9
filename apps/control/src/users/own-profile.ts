import { Injectable } from '@nestjs/common';
import { currentPassword } from '@ringdown/contracts';
import { invalidFields } from '@ringdown/kernel';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Actor } from '../api/index.js';
import { CheckPassword, SessionCookie, SessionRepository } from '../auth/index.js';
import { ResourceRepository, ResourceService } from '../configuration/index.js';
import { userResource } from './user.resource.js';

const proof = z.looseObject(currentPassword);

/**
 * How people change themselves. A new password needs the present one: a session that was left open, or stolen, is not enough. It ends
 * every session of the person but this one, which goes on under another token.
 */
@Injectable()
export class OwnProfile {
  constructor(
    private readonly repository: ResourceRepository,
    private readonly resources: ResourceService,
    private readonly check: CheckPassword,
    private readonly sessions: SessionRepository,
    private readonly cookie: SessionCookie,
  ) {}

  /** Answers the new token of the session where the password was changed. @throws DomainError `invalid` for a wrong password. */
  async change(body: unknown, actor: Actor, reply: FastifyReply): Promise<string | null> {
    const { currentPassword: given, ...fields } = proof.parse(body);
    if (fields['password'] === undefined) {
      await this.resources.patch(userResource, actor.id, fields, actor);
      return null;
    }
    await this.prove(given, actor);
    await this.resources.patch(userResource, actor.id, fields, actor, 'changed, with a new password');
    const token = await this.sessions.open(actor, actor.ip ?? '');
    this.cookie.write(reply, token);
    return token;
  }

  private async prove(given: string | undefined, actor: Actor): Promise<void> {
    const { id } = actor;
    if (!given) throw wrong('enter your present password to set a new one');
    const name = (await this.repository.find('user', id))?.document.email ?? '';
    const tried = { action: 'change of the password failed', userId: id, name, ip: actor.ip ?? '' } as const;
    if (!(await this.check.isRight(given, tried, actor))) throw wrong('this is not your present password');
  }
}

const wrong = (message: string): Error => invalidFields([{ path: 'currentPassword', message }]);
