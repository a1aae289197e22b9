import { applyDecorators, HttpCode, type PipeTransform, SetMetadata, UsePipes } from '@nestjs/common';
import { z } from 'zod';
import type { Access } from './actor.js';

/** A PATCH: any subset of what `schema` takes, inside of objects too. It is merged into what is stored, and checked then. */
export interface AnySubset {
  readonly anySubsetOf: z.ZodType;
}

/** A query that the service that owns the data parses itself: checked here, and handed on as it was sent. */
export interface Forwarded {
  readonly forwarded: z.ZodObject;
}

/** All that a route says about itself. The guard, the validation of body and query, and OpenAPI are made from it. */
export interface EndpointOptions {
  readonly summary: string;
  readonly access: Access;
  /** The body arrives in `@Body()` as this schema gives it. */
  readonly body?: z.ZodType | AnySubset;
  /** Takes one file, as the multipart field `file`. */
  readonly upload?: true;
  /** The query arrives in `@Query()` as this schema gives it. */
  readonly query?: z.ZodObject | Forwarded;
  readonly answer?: z.ZodType;
  /** The content type of an answer that is no JSON. */
  readonly answerType?: string;
  /** Takes long: a client that accepts `text/event-stream` hears how far it is, and its answer as the last event. */
  readonly progress?: true;
  /** Of a success. Where it is left out, 201 for a POST and 200 for everything else. */
  readonly status?: 200 | 201 | 204;
}

const key = 'ringdown:endpoint';

export const anySubsetOf = (schema: z.ZodType): AnySubset => ({ anySubsetOf: schema });
export const forwarded = (schema: z.ZodObject): Forwarded => ({ forwarded: schema });

/** A route of the API. Whatever has none, or no `access` in it, is refused at boot. */
export const Endpoint = (options: EndpointOptions): MethodDecorator =>
  applyDecorators(
    SetMetadata(key, options),
    UsePipes(new EndpointPipe(options)),
    ...(options.status === undefined ? [] : [HttpCode(options.status)]),
  );

/** What the method of a controller says about its route; undefined where it says nothing. */
export const endpointOf = (handler: object): EndpointOptions | undefined =>
  Reflect.getMetadata(key, handler) as EndpointOptions | undefined;

/** Gives a method its body and query checked and typed. @throws ZodError, which leaves as a 400 that names every broken field. */
class EndpointPipe implements PipeTransform {
  constructor(private readonly options: EndpointOptions) {}

  transform(value: unknown, { type }: { readonly type: string }): unknown {
    if (type === 'body') return this.body(value);
    return type === 'query' ? this.query(value) : value;
  }

  private body(value: unknown): unknown {
    const { body } = this.options;
    return body instanceof z.ZodType ? body.parse(value ?? {}) : value;
  }

  private query(value: unknown): unknown {
    const { query } = this.options;
    if (!query) return value;
    if (query instanceof z.ZodType) return query.parse(value);
    query.forwarded.parse(value);
    return value;
  }
}
