import { Body, Controller, Delete, Get, Param, Patch, Post, Query, type Type } from '@nestjs/common';
import { page, pageQuery, shownConfiguration } from '@ringdown/contracts';
import type { z } from 'zod';
import { type Actor, anySubsetOf, CurrentActor, Endpoint, ReplayedWhile } from '../api/index.js';
import { type Fields, isInOrder, type ResourceDefinition, type ResourceKind } from './resource.definition.js';
import { ResourceReader } from './resource.reader.js';
import { ResourceService } from './resource.service.js';

type PageQuery = z.output<typeof pageQuery>;

/** The routes of one kind; `more` is what a kind of its own needs of the request. */
interface ResourceRoutes {
  list(query: PageQuery, actor: Actor): Promise<unknown>;
  one(id: string, actor: Actor): Promise<Fields>;
  create(body: Fields, actor: Actor): Promise<Fields>;
  change(id: string, body: unknown, actor: Actor, ...more: readonly unknown[]): Promise<Fields>;
  remove(id: string, actor: Actor): Promise<void>;
}

/** List, read, create, change and delete of one kind of configuration: whoever is signed in reads it, admins change it. */
export function resourceController<K extends ResourceKind>(definition: ResourceDefinition<K>): Type<ResourceRoutes> {
  const { path, word, input } = definition;
  const answer = shownConfiguration[definition.kind];
  const one = `${/^[aeio]/.test(word) ? 'an' : 'a'} ${word}`;

  @Controller(`api/v1/${path}`)
  class ResourceController implements ResourceRoutes {
    constructor(
      private readonly reader: ResourceReader,
      private readonly resources: ResourceService,
    ) {}

    @Get()
    @Endpoint({
      summary: `List ${path.replaceAll('-', ' ')}, ${isInOrder(definition.kind) ? 'in their order' : 'by name'}`,
      access: 'viewer',
      query: pageQuery,
      answer: page(answer),
    })
    list(@Query() query: PageQuery, @CurrentActor() actor: Actor): Promise<unknown> {
      return this.reader.page(definition, query, actor.role);
    }

    @Get(':id')
    @Endpoint({ summary: `Read ${one}`, access: 'viewer', answer })
    one(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<Fields> {
      return this.reader.one(definition, id, actor.role);
    }

    @Post()
    @Endpoint({ summary: `Create ${one}`, access: 'admin', body: input, answer })
    @ReplayedWhile(definition.stillValid)
    async create(@Body() body: Fields, @CurrentActor() actor: Actor): Promise<Fields> {
      const document = await this.resources.create(definition, body, actor);
      return this.reader.created(definition, document, actor.role);
    }

    @Patch(':id')
    @Endpoint({ summary: `Change any fields of ${one}`, access: 'admin', body: anySubsetOf(input), answer })
    async change(@Param('id') id: string, @Body() body: unknown, @CurrentActor() actor: Actor): Promise<Fields> {
      await this.resources.patch(definition, id, body, actor);
      return this.reader.one(definition, id, actor.role);
    }

    @Delete(':id')
    @Endpoint({ summary: `Delete ${one} that nothing uses`, access: 'admin', status: 204 })
    async remove(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<void> {
      await this.resources.remove(definition, id, actor);
    }
  }
  return ResourceController;
}
