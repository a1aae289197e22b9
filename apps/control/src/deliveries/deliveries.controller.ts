import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { deliveriesQuery, type Delivery, deliveryQuestions } from '@ringdown/contracts';
import { Asker } from '@ringdown/platform-messaging';
import type { z } from 'zod';

/** What was sent to channels, which notification keeps. */
@Controller('api/v1/deliveries')
export class DeliveriesController {
  constructor(private readonly asker: Asker) {}

  @Get()
  list(@Query() query: z.input<typeof deliveriesQuery>): Promise<unknown> {
    deliveriesQuery.parse(query);
    return this.asker.ask(deliveryQuestions.list, query);
  }

  @Post(':id/resend')
  @HttpCode(200)
  resend(@Param('id') id: string): Promise<Delivery> {
    return this.asker.ask(deliveryQuestions.resend, { id });
  }
}
