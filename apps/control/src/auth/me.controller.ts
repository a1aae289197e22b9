import { Body, Controller, Get, Patch, Req, Res } from '@nestjs/common';
import { ownProfile } from '@ringdown/contracts';
import { DomainError, invalidFields } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { userKind } from '../people/index.js';
import { type Fields, ReadThings } from '../things/index.js';
import { By, type Doer } from '../who/index.js';
import { csrfTokenOf } from './csrf-token.js';
import { OwnProfile } from './own-profile.js';
import { SessionCookie } from './session-cookie.js';

const profileFields = new Set(Object.keys(ownProfile.shape));

/** One's own profile. A program has none: its key answers for it. */
@Controller('api/v1/me')
export class MeController {
  constructor(
    private readonly things: ReadThings,
    private readonly ownProfile: OwnProfile,
    private readonly cookie: SessionCookie,
    private readonly settings: Settings,
  ) {}

  @Get()
  async get(@Req() request: FastifyRequest, @By() { actor }: Doer): Promise<Fields> {
    if (actor.type !== 'user') return { ...programsProfile, id: actor.id, name: actor.name, role: actor.role };
    return {
      ...(await this.things.one(userKind, actor.id, actor.role)),
      csrfToken: this.csrfToken(this.cookie.read(request)),
    };
  }

  @Patch()
  async change(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @By() by: Doer,
  ): Promise<Fields> {
    if (by.actor.type !== 'user') throw new DomainError('conflict', 'An API key has no profile of its own.');
    refuseForeignFields(body);
    const token = (await this.ownProfile.change(body, by, reply)) ?? this.cookie.read(request);
    return { ...(await this.things.one(userKind, by.actor.id, by.actor.role)), csrfToken: this.csrfToken(token) };
  }

  private csrfToken(token: string | undefined): string | null {
    return token ? csrfTokenOf(token, this.settings.secretKey) : null;
  }
}

const programsProfile = {
  email: null,
  phone: null,
  phoneVerifiedAt: null,
  timeZone: 'UTC',
  notify: [],
  csrfToken: null,
};

function refuseForeignFields(body: unknown): void {
  const errors = Object.keys(body ?? {})
    .filter((field) => !profileFields.has(field))
    .map((path) => ({ path, message: 'there is no such field in your profile; leave it out' }));
  if (errors.length > 0) throw invalidFields(errors);
}
