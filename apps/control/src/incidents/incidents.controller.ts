import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { type Incident, incidentRpc, incidentsQuery } from '@ringdown/contracts';
import { RpcClient } from '@ringdown/platform-messaging';
import type { z } from 'zod';
import { By, type Doer } from '../who/index.js';
import { actorOf } from './actor-of.js';
import { IncidentInput } from './incident-input.js';

/** The incidents, which the service of that name keeps. */
@Controller('api/v1/incidents')
export class IncidentsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly input: IncidentInput,
  ) {}

  @Get()
  list(@Query() query: z.input<typeof incidentsQuery>): Promise<unknown> {
    incidentsQuery.parse(query);
    return this.rpc.request(incidentRpc.list, query);
  }

  @Get(':id')
  one(@Param('id') id: string): Promise<Incident> {
    return this.rpc.request(incidentRpc.get, { id });
  }

  @Post()
  async open(@Body() body: unknown, @By() by: Doer): Promise<Incident> {
    return this.rpc.request(incidentRpc.open, { ...(await this.input.opening(body)), by: actorOf(by) });
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  acknowledge(@Param('id') id: string, @By() by: Doer): Promise<Incident> {
    return this.rpc.request(incidentRpc.acknowledge, { id, by: actorOf(by) });
  }

  @Post(':id/resolve')
  @HttpCode(200)
  resolve(@Param('id') id: string, @By() by: Doer): Promise<Incident> {
    return this.rpc.request(incidentRpc.resolve, { id, by: actorOf(by) });
  }

  @Post(':id/reopen')
  @HttpCode(200)
  reopen(@Param('id') id: string, @By() by: Doer): Promise<Incident> {
    return this.rpc.request(incidentRpc.reopen, { id, by: actorOf(by) });
  }

  @Post(':id/notes')
  note(@Param('id') id: string, @Body() body: unknown, @By() by: Doer): Promise<Incident> {
    return this.rpc.request(incidentRpc.note, { id, by: actorOf(by), note: this.input.note(body) });
  }

  @Patch(':id')
  async change(@Param('id') id: string, @Body() body: unknown, @By() by: Doer): Promise<Incident> {
    const change = await this.input.change(body);
    return this.rpc.request(incidentRpc.change, { id, by: actorOf(by), change });
  }
}
