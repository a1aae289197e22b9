import { DomainError } from '@ringdown/kernel';
import { QueryFailedError } from 'typeorm';
import { conflictOf } from './resource.repository.js';

const broken = (code: string, constraint: string) =>
  new QueryFailedError('insert', [], Object.assign(new Error('duplicate key'), { code, constraint }));

it('names the field whose value another resource has', () => {
  const conflict = conflictOf(broken('23505', 'resource_line_number')) as DomainError;
  expect(conflict).toBeInstanceOf(DomainError);
  expect([conflict.kind, conflict.errors[0]?.path]).toEqual(['conflict', 'number']);
});

it.each([broken('23505', 'resource_pkey'), broken('23503', 'resource_line_number'), new Error('other'), null])(
  'leaves %s as it is',
  (error) => {
    expect(conflictOf(error)).toBe(error);
  },
);
