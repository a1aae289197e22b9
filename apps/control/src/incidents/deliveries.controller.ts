import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { deliveriesQuery, delivery, type Delivery, deliveryRpc, page } from '@ringdown/contracts';
import { RpcClient } from '@ringdown/platform-messaging';
import type { z } from 'zod';
import { Endpoint, forwarded } from '../api/index.js';

/** What was sent to channels, which the notification service owns. */
@Controller('api/v1/deliveries')
export class DeliveriesController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @Endpoint({
    summary: 'What was sent to channels, newest first',
    access: 'viewer',
    query: forwarded(deliveriesQuery),
    answer: page(delivery),
  })
  list(@Query() query: z.input<typeof deliveriesQuery>): Promise<unknown> {
    return this.rpc.request(deliveryRpc.list, query);
  }

  @Post(':id/resend')
  @Endpoint({ summary: 'Send a delivery again', access: 'responder', answer: delivery, status: 200 })
  resend(@Param('id') id: string): Promise<Delivery> {
    return this.rpc.request(deliveryRpc.resend, { id });
  }
}
