import { Body, Controller, Param, Patch, Res } from '@nestjs/common';
import { currentPassword, newUser, shownConfiguration } from '@ringdown/contracts';
import type { FastifyReply } from 'fastify';
import { type Actor, anySubsetOf, CurrentActor, Endpoint } from '../api/index.js';
import { type Fields, resourceController, ResourceReader, ResourceService } from '../configuration/index.js';
import { OwnProfile } from './own-profile.js';
import { userResource } from './user.resource.js';

/** People as every kind of configuration, but that who changes themselves here does so as in their profile. */
const answer = shownConfiguration.user;
const ownUser = newUser.extend(currentPassword);

@Controller(`api/v1/${userResource.path}`)
export class UsersController extends resourceController(userResource) {
  constructor(
    private readonly userReader: ResourceReader,
    private readonly userService: ResourceService,
    private readonly ownProfile: OwnProfile,
  ) {
    super(userReader, userService);
  }

  @Patch(':id')
  @Endpoint({
    summary: 'Change any fields of a user; for your own the rules of your profile hold',
    access: 'admin',
    body: anySubsetOf(ownUser),
    answer,
  })
  override async change(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Fields> {
    if (actor.type === 'user' && actor.id === id) await this.ownProfile.change(body, actor, reply);
    else
      await this.userService.patch(
        userResource,
        id,
        body,
        actor,
        hasPassword(body) ? 'changed, with a new password' : 'changed',
      );
    return this.userReader.one(userResource, id, actor.role);
  }
}

const hasPassword = (body: unknown): boolean => typeof body === 'object' && body !== null && 'password' in body;
