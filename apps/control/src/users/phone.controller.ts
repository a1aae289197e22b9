import { Body, Controller, Get, Header, Param, Post, Res } from '@nestjs/common';
import { instant, shownConfiguration } from '@ringdown/contracts';
import { Clock, DomainError, invalidFields, TooMany } from '@ringdown/kernel';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { type Actor, CurrentActor, Endpoint } from '../api/index.js';
import { type Fields, ResourceReader, ResourceService } from '../configuration/index.js';
import { ProviderAccess } from '../provider-accounts/index.js';
import { PhoneCodes, type PhoneOwner, type Trial } from './phone-codes.js';
import { SendPhoneCode, spokenCode } from './send-phone-code.js';
import { userResource } from './user.resource.js';

/** `POST /users/:id/phone/verify` */
const phoneVerification = z.object({ via: z.enum(['sms', 'voice']) }).strict();
const sentPhoneCode = z.object({
  via: z.enum(['sms', 'voice']),
  /** An ellipsis and the last four digits. */
  sentTo: z.string(),
  expiresAt: instant,
});

/** `POST /users/:id/phone/confirm` */
const phoneConfirmation = z
  .object({
    code: z
      .string()
      .trim()
      .regex(/^\d{6}$/, 'enter the six digits that were sent'),
  })
  .strict();

/** Shows that a person's phone is theirs: a code is sent to it and typed in here. One's own, an admin everybody's. */
@Controller('api/v1/users/:id/phone')
export class PhoneController {
  constructor(
    private readonly reader: ResourceReader,
    private readonly resources: ResourceService,
    private readonly sending: SendPhoneCode,
    private readonly codes: PhoneCodes,
    private readonly clock: Clock,
  ) {}

  @Post('verify')
  @Endpoint({
    summary: 'Send a verification code to a phone; at most one in 30 seconds and five in an hour',
    access: 'responder',
    body: phoneVerification,
    answer: sentPhoneCode,
    status: 200,
  })
  async verify(
    @Param('id') id: string,
    @Body() { via }: z.output<typeof phoneVerification>,
    @CurrentActor() actor: Actor,
  ): Promise<z.infer<typeof sentPhoneCode>> {
    const owner = await this.owner(id, actor);
    const sent = await this.sending.send(owner, via);
    if ('wait' in sent) {
      throw new TooMany(`A code was sent a moment ago. Wait ${sent.wait} seconds for another one.`, sent.wait);
    }
    return { via, sentTo: `…${owner.phone.slice(-4)}`, expiresAt: sent.expiresAt.toISOString() };
  }

  @Post('confirm')
  @Endpoint({
    summary: 'Verify a phone by the code that was sent to it',
    access: 'responder',
    body: phoneConfirmation,
    answer: shownConfiguration.user,
    status: 200,
  })
  async confirm(
    @Param('id') id: string,
    @Body() { code }: z.output<typeof phoneConfirmation>,
    @CurrentActor() actor: Actor,
  ): Promise<Fields> {
    const owner = await this.owner(id, actor);
    refuse(await this.codes.try(owner, code));
    const phoneVerifiedAt = this.clock.now().toISOString();
    await this.resources.edit(userResource, id, actor, 'verified the phone', (user) => {
      if (user.phone !== owner.phone) throw new DomainError('conflict', 'The phone was changed a moment ago.');
      return { ...user, phoneVerifiedAt };
    });
    return this.reader.one(userResource, id, actor.role);
  }

  private async owner(userId: string, actor: Actor): Promise<PhoneOwner> {
    if (userId !== actor.id && actor.role !== 'admin') {
      throw new DomainError('forbidden', 'Only an admin may verify the phone of another user.');
    }
    const { name, phone } = await this.reader.document(userResource, userId);
    if (!phone) throw new DomainError('conflict', `${name} has no phone number. Add one first.`);
    return { userId, phone };
  }
}

function refuse(trial: Trial): void {
  if (trial.result === 'right') return;
  throw invalidFields([{ path: 'code', message: wordsOf(trial) }]);
}

function wordsOf(trial: Trial): string {
  if (trial.result === 'unsent') return 'have one sent first; no code was sent to this phone';
  const left = trial.result === 'wrong' ? trial.triesLeft : 0;
  if (left === 0) return 'no code is valid any more: have another one sent';
  return `enter the code that was sent; ${left} ${left === 1 ? 'try is' : 'tries are'} left`;
}

/** What a call that brings a code says. The provider fetches it, by GET or POST; its address cannot be guessed and ends with its code. */
@Controller('phone-codes')
export class SpokenCodeController {
  constructor(
    private readonly codes: PhoneCodes,
    private readonly access: ProviderAccess,
  ) {}

  @Get(':key')
  @Endpoint({ summary: 'The document that is spoken in a verification call', access: 'public', answerType: 'text/xml' })
  @Header('cache-control', 'no-store')
  byGet(@Param('key') key: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.say(key, reply);
  }

  @Post(':key')
  @Endpoint({
    summary: 'The document that is spoken in a verification call',
    access: 'public',
    answerType: 'text/xml',
    status: 200,
  })
  @Header('cache-control', 'no-store')
  byPost(@Param('key') key: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.say(key, reply);
  }

  private async say(key: string, reply: FastifyReply): Promise<string> {
    const spoken = await this.codes.spoken(key);
    if (!spoken) throw new DomainError('not-found', 'This code is not valid any more.');
    const { contentType, body } = this.access.named(spoken.provider).renderSpoken(spokenCode(spoken.code));
    void reply.type(contentType);
    return body;
  }
}
