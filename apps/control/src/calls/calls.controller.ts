import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Query } from '@nestjs/common';
import { type Call, callChange, callRpc, callsQuery } from '@ringdown/contracts';
import { RpcClient } from '@ringdown/platform-messaging';
import { Database } from '@ringdown/platform-persistence';
import type { z } from 'zod';
import { AuditTrail } from '../audit/index.js';
import { By, type Doer } from '../who/index.js';

/** The call log, which call-routing keeps. */
@Controller('api/v1/calls')
export class CallsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly trail: AuditTrail,
    private readonly database: Database,
  ) {}

  @Get()
  list(@Query() query: z.input<typeof callsQuery>): Promise<unknown> {
    callsQuery.parse(query);
    return this.rpc.request(callRpc.list, query);
  }

  @Get(':id')
  one(@Param('id') id: string): Promise<Call> {
    return this.rpc.request(callRpc.get, { id });
  }

  @Patch(':id')
  change(@Param('id') id: string, @Body() body: unknown): Promise<Call> {
    return this.rpc.request(callRpc.change, { id, change: callChange.parse(body ?? {}) });
  }

  /** With its recordings, at the provider too. */
  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id') id: string, @By() by: Doer): Promise<void> {
    await this.rpc.request(callRpc.delete, { id });
    await this.trail.record(this.database, by, { action: 'deleted', kind: 'call', id, name: id });
  }
}
