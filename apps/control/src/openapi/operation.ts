import type { z } from 'zod';
import type { JsonSchema } from './json-schema.js';

/** One thing that can be asked of the API. Its schemas are the ones that the route itself works with. */
export interface Operation {
  readonly summary: string;
  readonly status: 200 | 201 | 204;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType | JsonSchema;
  /** Takes one file, as the multipart field `file`. */
  readonly upload?: true;
  readonly answer?: z.ZodType;
  /** The type of an answer that is no JSON. */
  readonly answerType?: string;
}

/** By method and route below /api/v1, e.g. `POST /lines`. */
export type Operations = Readonly<Record<string, Operation>>;
