import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { newApiKey, pageQuery } from '@ringdown/contracts';
import { fromCursor, toCursor } from '@ringdown/platform-http';
import { ReplayedWhile } from '../idempotency/index.js';
import { By, type Doer } from '../who/index.js';
import { ApiKeys, isValidKey } from './api-keys.js';

@Controller('api/v1/api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeys) {}

  @Get()
  async list(@Query() query: unknown): Promise<unknown> {
    const { limit, cursor } = pageQuery.parse(query);
    const found = await this.keys.page(limit + 1, fromCursor(cursor, ['text', 'text']));
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: found.length > limit && last ? toCursor([last.name, last.id]) : null };
  }

  @Get(':id')
  one(@Param('id') id: string): Promise<unknown> {
    return this.keys.one(id);
  }

  @Post()
  @ReplayedWhile(isValidKey)
  create(@Body() body: unknown, @By() by: Doer): Promise<unknown> {
    const { name, role } = newApiKey.parse(body ?? {});
    return this.keys.create(name, role, by);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id') id: string, @By() by: Doer): Promise<void> {
    await this.keys.remove(id, by);
  }
}
