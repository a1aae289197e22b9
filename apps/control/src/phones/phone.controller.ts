import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Clock, DomainError, invalidFields, TooMany } from '@ringdown/kernel';
import type { z } from 'zod';
import { userKind } from '../people/index.js';
import { ChangeThings, type Fields, ReadThings } from '../things/index.js';
import { By, type Doer } from '../who/index.js';
import { PhoneCodes, type PhoneOwner, type Trial } from './phone-codes.js';
import { phoneConfirmation, phoneVerification, type sentPhoneCode } from './phone-shapes.js';
import { SendPhoneCode } from './send-phone-code.js';

/** Shows that a person's phone is theirs: a code is sent to it and typed in here. One's own, an admin everybody's. */
@Controller('api/v1/users/:id/phone')
export class PhoneController {
  constructor(
    private readonly things: ReadThings,
    private readonly changes: ChangeThings,
    private readonly sending: SendPhoneCode,
    private readonly codes: PhoneCodes,
    private readonly clock: Clock,
  ) {}

  @Post('verify')
  @HttpCode(200)
  async verify(@Param('id') id: string, @Body() body: unknown, @By() by: Doer): Promise<z.infer<typeof sentPhoneCode>> {
    const { via } = phoneVerification.parse(body ?? {});
    const owner = await this.owner(id, by);
    const sent = await this.sending.execute(owner, via);
    if ('wait' in sent) {
      throw new TooMany(`A code was sent a moment ago. Wait ${sent.wait} seconds for another one.`, sent.wait);
    }
    return { via, sentTo: `…${owner.phone.slice(-4)}`, expiresAt: sent.expiresAt.toISOString() };
  }

  @Post('confirm')
  @HttpCode(200)
  async confirm(@Param('id') id: string, @Body() body: unknown, @By() by: Doer): Promise<Fields> {
    const { code } = phoneConfirmation.parse(body ?? {});
    const owner = await this.owner(id, by);
    refuse(await this.codes.try(owner, code));
    const phoneVerifiedAt = this.clock.now().toISOString();
    await this.changes.edit(userKind, id, by, 'verified the phone', (user) => {
      if (user.phone !== owner.phone) throw new DomainError('conflict', 'The phone was changed a moment ago.');
      return { ...user, phoneVerifiedAt };
    });
    return this.things.one(userKind, id, by.actor.role);
  }

  private async owner(userId: string, { actor }: Doer): Promise<PhoneOwner> {
    if (userId !== actor.id && actor.role !== 'admin') {
      throw new DomainError('forbidden', 'Only an admin may verify the phone of somebody else.');
    }
    const { name, phone } = await this.things.document(userKind, userId);
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
