import { Readable } from 'node:stream';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { type Call, callRpc, callsQuery } from '@ringdown/contracts';
import { Clock } from '@ringdown/kernel';
import { RpcClient } from '@ringdown/platform-messaging';
import { Semaphore } from 'async-mutex';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Endpoint, forwarded } from '../api/index.js';
import { callHeader, callRows } from './call-rows.js';

/** The filters of the call log; an export has no pages. */
const exportQuery = callsQuery.omit({ limit: true, cursor: true });
type Filters = z.input<typeof exportQuery>;

interface CallPage {
  readonly items: readonly Call[];
  readonly nextCursor: string | null;
}

const pageSize = 200;
/** So many pages are fetched from call-routing at a time, however many exports there are: it has calls to route. */
const pagesAtOnce = 2;

/** The call log as a file. */
@Controller('api/v1/calls')
export class ExportCallsController {
  private readonly pages = new Semaphore(pagesAtOnce);

  constructor(
    private readonly rpc: RpcClient,
    private readonly clock: Clock,
  ) {}

  @Get('export.csv')
  @Endpoint({
    summary: 'Export the call log as a file, newest first',
    access: 'viewer',
    query: forwarded(exportQuery),
    answerType: 'text/csv',
  })
  async export(@Query() query: z.input<typeof callsQuery>, @Res() reply: FastifyReply): Promise<void> {
    const { limit: _limit, cursor: _cursor, ...filters } = query;
    const first = await this.page(filters);
    const day = this.clock.now().toISOString().slice(0, 10);
    void reply.type('text/csv; charset=utf-8').headers({
      'content-disposition': `attachment; filename="calls-${day}.csv"`,
      'cache-control': 'no-store',
    });
    await reply.send(Readable.from(this.rows(first, filters)));
  }

  /** A page is fetched when the one before was taken; a client that goes away ends it. */
  private async *rows(first: CallPage, query: Filters): AsyncGenerator<string> {
    yield callHeader();
    for (let page = first; ;) {
      if (page.items.length > 0) yield callRows(page.items);
      if (page.nextCursor === null) return;
      page = await this.page(query, page.nextCursor);
    }
  }

  private page(query: Filters, cursor?: string): Promise<CallPage> {
    return this.pages.runExclusive(() =>
      this.rpc.request(callRpc.list, { ...query, limit: pageSize, ...(cursor ? { cursor } : {}) }),
    );
  }
}
