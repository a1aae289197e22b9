import { Body, Controller, Param, Patch, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { userKind } from '../people/index.js';
import { ChangeThings, type Fields, ReadThings, thingsController } from '../things/index.js';
import { By, type Doer } from '../who/index.js';
import { OwnProfile } from './own-profile.js';

/** People as every kind of configuration, but that who changes themselves here does so as in their profile. */
@Controller(`api/v1/${userKind.path}`)
export class UsersController extends thingsController(userKind) {
  constructor(
    private readonly people: ReadThings,
    private readonly writing: ChangeThings,
    private readonly ownProfile: OwnProfile,
  ) {
    super(people, writing);
  }

  @Patch(':id')
  override async change(
    @Param('id') id: string,
    @Body() body: unknown,
    @By() by: Doer,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Fields> {
    if (by.actor.type === 'user' && by.actor.id === id) await this.ownProfile.change(body, by, reply);
    else
      await this.writing.patch(userKind, id, body, by, hasPassword(body) ? 'changed, with a new password' : 'changed');
    return this.people.one(userKind, id, by.actor.role);
  }
}

const hasPassword = (body: unknown): boolean => typeof body === 'object' && body !== null && 'password' in body;
