import { page, pageQuery, shownConfiguration } from '@ringdown/contracts';
import type { ThingKind } from '../things/index.js';
import { anySubset, jsonSchema } from './json-schema.js';
import type { Operations } from './operation.js';

/** The five operations that every kind of configuration has. */
export function kindOperations({ kind, path, word, input }: ThingKind): Operations {
  const thing = shownConfiguration[kind];
  const article = /^[aeio]/.test(word) ? 'an' : 'a';
  return {
    [`GET /${path}`]: {
      summary: `List ${path.replaceAll('-', ' ')}, by name`,
      status: 200,
      query: pageQuery,
      answer: page(thing),
    },
    [`POST /${path}`]: { summary: `Create ${article} ${word}`, status: 201, body: input, answer: thing },
    [`GET /${path}/:id`]: { summary: `Read ${article} ${word}`, status: 200, answer: thing },
    [`PATCH /${path}/:id`]: {
      summary: `Change any fields of ${article} ${word}`,
      status: 200,
      body: anySubset(jsonSchema(input, 'input')),
      answer: thing,
    },
    [`DELETE /${path}/:id`]: { summary: `Delete ${article} ${word} that nothing uses`, status: 204 },
  };
}
