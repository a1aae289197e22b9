import { Controller, Get, Header, HttpCode, Param, Post, Res } from '@nestjs/common';
import { DomainError } from '@ringdown/kernel';
import type { FastifyReply } from 'fastify';
import { ProviderAccess } from '../lines/index.js';
import { spokenCode } from './code-words.js';
import { PhoneCodes } from './phone-codes.js';

/** What a call that brings a code says. The provider fetches it, by GET or POST; its address cannot be guessed and ends with its code. */
@Controller('phone-codes')
export class SpokenCodeController {
  constructor(
    private readonly codes: PhoneCodes,
    private readonly access: ProviderAccess,
  ) {}

  @Get(':key')
  @Header('cache-control', 'no-store')
  byGet(@Param('key') key: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.say(key, reply);
  }

  @Post(':key')
  @HttpCode(200)
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
