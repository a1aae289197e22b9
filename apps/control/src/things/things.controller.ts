import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, type Type } from '@nestjs/common';
import { pageQuery } from '@ringdown/contracts';
import { ReplayedWhile } from '../idempotency/index.js';
import { By, type Doer } from '../who/index.js';
import { ChangeThings } from './change-things.js';
import type { NamedKind } from './named-kind.js';
import { ReadThings } from './read-things.js';
import type { Fields, ThingKind } from './thing-kind.js';

/** What answers for one kind; `more` is what a kind of its own needs of the request. */
export interface AnswersForThings {
  list(query: unknown, by: Doer): Promise<unknown>;
  one(id: string, by: Doer): Promise<Fields>;
  create(body: unknown, by: Doer): Promise<Fields>;
  change(id: string, body: unknown, by: Doer, ...more: readonly unknown[]): Promise<Fields>;
  remove(id: string, by: Doer): Promise<void>;
}

/** List, read, create, change and delete of one kind of configuration. */
export function thingsController<K extends NamedKind>(kind: ThingKind<K>): Type<AnswersForThings> {
  @Controller(`api/v1/${kind.path}`)
  class ThingsController implements AnswersForThings {
    constructor(
      private readonly things: ReadThings,
      private readonly changes: ChangeThings,
    ) {}

    @Get()
    list(@Query() query: unknown, @By() { actor }: Doer): Promise<unknown> {
      return this.things.page(kind, pageQuery.parse(query), actor.role);
    }

    @Get(':id')
    one(@Param('id') id: string, @By() { actor }: Doer): Promise<Fields> {
      return this.things.one(kind, id, actor.role);
    }

    @Post()
    @ReplayedWhile(kind.stillValid)
    async create(@Body() body: unknown, @By() by: Doer): Promise<Fields> {
      const { id } = await this.changes.create(kind, body, by);
      return this.things.one(kind, id, by.actor.role);
    }

    @Patch(':id')
    async change(@Param('id') id: string, @Body() body: unknown, @By() by: Doer): Promise<Fields> {
      await this.changes.patch(kind, id, body, by);
      return this.things.one(kind, id, by.actor.role);
    }

    @Delete(':id')
    @HttpCode(204)
    async remove(@Param('id') id: string, @By() by: Doer): Promise<void> {
      await this.changes.remove(kind, id, by);
    }
  }
  return ThingsController;
}
