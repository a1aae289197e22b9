import { Body, Controller, Param, Post } from '@nestjs/common';
import { callRpc, saveCaller } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { RpcClient } from '@ringdown/platform-messaging';
import { contactKind } from '../people/index.js';
import { ChangeThings, type Fields, ReadThings } from '../things/index.js';
import { By, type Doer } from '../who/index.js';

const nameOfCaller = saveCaller.pick({ name: true }).strict();

/** Makes a contact of the one who called. */
@Controller('api/v1/calls')
export class SaveCallerController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly changes: ChangeThings,
    private readonly things: ReadThings,
  ) {}

  @Post(':id/contact')
  async save(@Param('id') callId: string, @Body() body: unknown, @By() by: Doer): Promise<Fields> {
    const { name } = nameOfCaller.parse(body ?? {});
    const { caller } = await this.rpc.request(callRpc.get, { id: callId });
    if (!caller.number) {
      const why = caller.address ? `${caller.address} is no phone number` : 'This caller withheld the number';
      throw new DomainError('conflict', `${why}, so there is none to save.`);
    }
    const { id } = await this.changes.create(contactKind, { name, phone: caller.number }, by);
    return this.things.one(contactKind, id, by.actor.role);
  }
}
