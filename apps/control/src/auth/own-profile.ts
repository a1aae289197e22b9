import { Injectable } from '@nestjs/common';
import { currentPassword } from '@ringdown/contracts';
import { invalidFields } from '@ringdown/kernel';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { userKind } from '../people/index.js';
import { ChangeThings, ThingStore } from '../things/index.js';
import type { Doer } from '../who/index.js';
import { CheckPassword } from './check-password.js';
import { SessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';

const proof = z.looseObject(currentPassword);

/**
 * How people change themselves. A new password needs the present one: a session that was left open, or stolen, is not enough. It ends
 * every session of the person but this one, which goes on under another token.
 */
@Injectable()
export class OwnProfile {
  constructor(
    private readonly store: ThingStore,
    private readonly changes: ChangeThings,
    private readonly check: CheckPassword,
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
  ) {}

  /** Answers the new token of the session where the password was changed. @throws DomainError `invalid` for a wrong password. */
  async change(body: unknown, by: Doer, reply: FastifyReply): Promise<string | null> {
    const { currentPassword: given, ...fields } = proof.parse(body);
    if (fields['password'] === undefined) {
      await this.changes.patch(userKind, by.actor.id, fields, by);
      return null;
    }
    await this.prove(given, by);
    await this.changes.patch(userKind, by.actor.id, fields, by, 'changed, with a new password');
    const token = await this.sessions.open(by.actor, by.ip ?? '');
    this.cookie.write(reply, token);
    return token;
  }

  private async prove(given: string | undefined, by: Doer): Promise<void> {
    const { id } = by.actor;
    if (!given) throw wrong('enter your present password to set a new one');
    const name = (await this.store.find('user', id))?.document.email ?? '';
    const tried = { action: 'change of the password failed', userId: id, name, ip: by.ip ?? '' } as const;
    if (!(await this.check.isRight(given, tried, by))) throw wrong('this is not your present password');
  }
}

const wrong = (message: string): Error => invalidFields([{ path: 'currentPassword', message }]);
