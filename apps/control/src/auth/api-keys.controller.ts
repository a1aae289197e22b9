import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { apiKey, createdApiKey, newApiKey, page, pageQuery } from '@ringdown/contracts';
import { fromCursor, toCursor } from '@ringdown/platform-http';
import type { z } from 'zod';
import { type Actor, CurrentActor, Endpoint, ReplayedWhile } from '../api/index.js';
import { ApiKeyRepository, isValidKey } from './api-key.repository.js';

@Controller('api/v1/api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeyRepository) {}

  @Get()
  @Endpoint({ summary: 'List API keys, by name', access: 'admin', query: pageQuery, answer: page(apiKey) })
  async list(@Query() { limit, cursor }: z.output<typeof pageQuery>): Promise<unknown> {
    const found = await this.keys.page(limit + 1, fromCursor(cursor, ['text', 'text']));
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: found.length > limit && last ? toCursor([last.name, last.id]) : null };
  }

  @Get(':id')
  @Endpoint({ summary: 'Read an API key, not the key itself', access: 'admin', answer: apiKey })
  one(@Param('id') id: string): Promise<unknown> {
    return this.keys.one(id);
  }

  @Post()
  @Endpoint({
    summary: 'Create an API key; only this answer has it',
    access: 'admin',
    body: newApiKey,
    answer: createdApiKey,
  })
  @ReplayedWhile(isValidKey)
  create(@Body() { name, role }: z.output<typeof newApiKey>, @CurrentActor() actor: Actor): Promise<unknown> {
    return this.keys.create(name, role, actor);
  }

  @Delete(':id')
  @Endpoint({ summary: 'Revoke an API key', access: 'admin', status: 204 })
  async remove(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<void> {
    await this.keys.remove(id, actor);
  }
}
