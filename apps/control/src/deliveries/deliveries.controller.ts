import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { deliveriesQuery, type Delivery, deliveryRpc } from '@ringdown/contracts';
import { RpcClient } from '@ringdown/platform-messaging';
import type { z } from 'zod';

/** What was sent to channels, which notification keeps. */
@Controller('api/v1/deliveries')
export class DeliveriesController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  list(@Query() query: z.input<typeof deliveriesQuery>): Promise<unknown> {
    deliveriesQuery.parse(query);
    return this.rpc.request(deliveryRpc.list, query);
  }

  @Post(':id/resend')
  @HttpCode(200)
  resend(@Param('id') id: string): Promise<Delivery> {
    return this.rpc.request(deliveryRpc.resend, { id });
  }
}
