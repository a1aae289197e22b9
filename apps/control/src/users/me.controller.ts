import { Body, Controller, Get, Patch, Req, Res } from '@nestjs/common';
import { me, ownProfile } from '@ringdown/contracts';
import { DomainError, invalidFields } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, anySubsetOf, CurrentActor, Endpoint } from '../api/index.js';
import { csrfTokenOf, SessionCookie } from '../auth/index.js';
import { calendarUrl } from '../calendars/index.js';
import { type Fields, ResourceReader } from '../configuration/index.js';
import { OwnProfile } from './own-profile.js';
import { userResource } from './user.resource.js';

const profileFields = new Set(Object.keys(ownProfile.shape));

/** One's own profile. A program has none: its key answers for it. */
@Controller('api/v1/me')
export class MeController {
  constructor(
    private readonly reader: ResourceReader,
    private readonly ownProfile: OwnProfile,
    private readonly cookie: SessionCookie,
    private readonly settings: Settings,
  ) {}

  @Get()
  @Endpoint({ summary: 'Read your own profile, or the role of your API key', access: 'viewer', answer: me })
  async get(@Req() request: FastifyRequest, @CurrentActor() actor: Actor): Promise<Fields> {
    if (actor.type !== 'user') return { ...programsProfile, id: actor.id, name: actor.name, role: actor.role };
    return this.profile(actor, this.cookie.read(request));
  }

  @Patch()
  @Endpoint({
    summary: 'Change any fields of your own profile',
    access: 'responder',
    body: anySubsetOf(ownProfile),
    answer: me,
  })
  async change(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentActor() actor: Actor,
  ): Promise<Fields> {
    if (actor.type !== 'user') throw new DomainError('conflict', 'An API key has no profile of its own.');
    refuseForeignFields(body);
    const token = (await this.ownProfile.change(body, actor, reply)) ?? this.cookie.read(request);
    return this.profile(actor, token);
  }

  private async profile({ id, role }: Actor, token: string | undefined): Promise<Fields> {
    const { fields, document } = await this.reader.oneWithDocument(userResource, id, role);
    return {
      ...fields,
      calendarUrl: calendarUrl({ kind: 'users', ...document }, this.settings),
      csrfToken: this.csrfToken(token),
    };
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
  pushUrl: null,
  shiftNotices: [],
  calendarUrl: null,
  csrfToken: null,
};

function refuseForeignFields(body: unknown): void {
  const errors = Object.keys(body ?? {})
    .filter((field) => !profileFields.has(field))
    .map((path) => ({ path, message: 'there is no such field in your profile; leave it out' }));
  if (errors.length > 0) throw invalidFields(errors);
}
