import { Controller, Get, Param, Query } from '@nestjs/common';
import { callRpc, type Preview, previewQuery } from '@ringdown/contracts';
import { Clock } from '@ringdown/kernel';
import { RpcClient } from '@ringdown/platform-messaging';
import { ReadThings } from '../things/index.js';
import { lineKind } from './line.kind.js';

/** The dry run of a line, which call-routing decides as it decides a call. */
@Controller('api/v1/lines')
export class PreviewController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly things: ReadThings,
    private readonly clock: Clock,
  ) {}

  @Get(':id/preview')
  async preview(@Param('id') id: string, @Query() query: unknown): Promise<Preview> {
    const { at } = previewQuery.parse(query);
    const { id: lineId } = await this.things.document(lineKind, id);
    return this.rpc.request(callRpc.preview, { lineId, at: at ?? this.clock.now().toISOString() });
  }
}
