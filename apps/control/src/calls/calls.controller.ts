import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  type Call,
  call,
  callChange,
  callRpc,
  callsQuery,
  page,
  saveCaller,
  shownConfiguration,
} from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { RpcClient } from '@ringdown/platform-messaging';
import type { z } from 'zod';
import { type Actor, CurrentActor, Endpoint, forwarded } from '../api/index.js';
import { AuditRepository } from '../audit/index.js';
import { type Fields, ResourceReader, ResourceService } from '../configuration/index.js';
import { contactResource } from '../contacts/index.js';

const nameOfCaller = saveCaller.pick({ name: true }).strict();

/** The call log, which call-routing owns. */
@Controller('api/v1/calls')
export class CallsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly audit: AuditRepository,
    private readonly resources: ResourceService,
    private readonly reader: ResourceReader,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List calls, newest first',
    access: 'viewer',
    query: forwarded(callsQuery),
    answer: page(call),
  })
  list(@Query() query: z.input<typeof callsQuery>): Promise<unknown> {
    return this.rpc.request(callRpc.list, query);
  }

  @Get(':id')
  @Endpoint({ summary: 'Read a call', access: 'viewer', answer: call })
  one(@Param('id') id: string): Promise<Call> {
    return this.rpc.request(callRpc.get, { id });
  }

  @Patch(':id')
  @Endpoint({ summary: 'Archive a call, or change its notes', access: 'responder', body: callChange, answer: call })
  change(@Param('id') id: string, @Body() change: z.output<typeof callChange>): Promise<Call> {
    return this.rpc.request(callRpc.change, { id, change });
  }

  @Delete(':id')
  @Endpoint({
    summary: 'Delete a call and its recordings, at the provider too',
    access: 'responder',
    status: 204,
  })
  async remove(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<void> {
    await this.rpc.request(callRpc.delete, { id });
    await this.audit.recordAlone(actor, { action: 'deleted', kind: 'call', id, name: id });
  }

  @Post(':id/contact')
  @Endpoint({
    summary: 'Save the caller as a contact',
    access: 'responder',
    body: nameOfCaller,
    answer: shownConfiguration.contact,
  })
  async saveCaller(
    @Param('id') callId: string,
    @Body() { name }: z.output<typeof nameOfCaller>,
    @CurrentActor() actor: Actor,
  ): Promise<Fields> {
    const { caller } = await this.rpc.request(callRpc.get, { id: callId });
    if (!caller.number) {
      const why = caller.address ? `${caller.address} is no phone number` : 'This caller withheld the number';
      throw new DomainError('conflict', `${why}, so there is none to save.`);
    }
    const contact = contactResource.input.parse({ name, phone: caller.number });
    const { id } = await this.resources.create(contactResource, contact, actor);
    return this.reader.one(contactResource, id, actor.role);
  }
}
