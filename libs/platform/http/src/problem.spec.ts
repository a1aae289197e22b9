import { DomainError } from '@ringdown/kernel';
import { z } from 'zod';
import { toProblem } from './problem.js';

it('names every broken field at once, also those that do not exist', () => {
  const schema = z.object({ name: z.string(), fallbacks: z.array(z.object({ id: z.string() })) }).strict();
  const { error } = schema.safeParse({ fallbacks: [{ id: 1 }], colour: 'red' });
  expect(toProblem(error)).toMatchObject({
    status: 400,
    errors: expect.arrayContaining([
      expect.objectContaining({ path: 'name' }),
      expect.objectContaining({ path: 'fallbacks.0.id' }),
      { path: 'colour', message: 'colour: there is no such field here; leave it out.' },
    ]),
  });
});

it.each([
  ['conflict', 409],
  ['not-found', 404],
  ['unavailable', 503],
] as const)('maps %s to %d and keeps its sentence', (kind, status) => {
  expect(toProblem(new DomainError(kind, 'Do this.'))).toMatchObject({ status, detail: 'Do this.' });
});

it('tells nothing of what nobody foresaw', () => {
  const problem = toProblem(new Error('password is hunter2'));
  expect(problem.status).toBe(500);
  expect(JSON.stringify(problem)).not.toContain('hunter2');
});
