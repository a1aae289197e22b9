import type { z } from 'zod';

/** Parses what came in from outside. @throws ZodError, which leaves as a 400 that names every broken field. */
export const parse = <S extends z.ZodType>(schema: S, input: unknown): z.output<S> => schema.parse(input ?? {});
