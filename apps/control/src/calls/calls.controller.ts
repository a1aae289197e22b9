import { Body, Controller, Get, Param, Patch, Query } from '@nestjs/common';
import { type Call, callChange, callQuestions, callsQuery } from '@ringdown/contracts';
import { Asker } from '@ringdown/platform-messaging';
import type { z } from 'zod';

/** The call log, which call-routing keeps. */
@Controller('api/v1/calls')
export class CallsController {
  constructor(private readonly asker: Asker) {}

  @Get()
  list(@Query() query: z.input<typeof callsQuery>): Promise<unknown> {
    callsQuery.parse(query);
    return this.asker.ask(callQuestions.list, query);
  }

  @Get(':id')
  one(@Param('id') id: string): Promise<Call> {
    return this.asker.ask(callQuestions.get, { id });
  }

  @Patch(':id')
  change(@Param('id') id: string, @Body() body: unknown): Promise<Call> {
    return this.asker.ask(callQuestions.change, { id, change: callChange.parse(body ?? {}) });
  }
}
