import { type EventContract, notificationEvents } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { z } from 'zod';
import { readEvent, reasonOf } from './arrived-event.js';

const envelope = { id: 'event_1', occurredAt: '2026-01-05T09:00:00.000Z', sequence: 1, correlationId: 'c' };
const reasonFor = (subject: string, text: string, ...events: EventContract[]): string => {
  const handler = { durable: 'spec-take', events, handle: () => Promise.resolve() };
  try {
    readEvent(handler, { subject, envelope, text });
    return 'none';
  } catch (error) {
    return reasonOf(error);
  }
};

it('says in words, field by field, what an event lacks', () => {
  const { failed } = notificationEvents;
  expect(reasonFor(failed.subject, '{"hello":1}', failed)).toMatch(
    new RegExp(`^This is no ${failed.subject}: \\w+: [^{"]+, `),
  );
  expect(reasonFor('other.happened.v1', '{}', failed)).toBe('Nobody here takes other.happened.v1.');
  expect(reasonFor(failed.subject, '{', failed)).toMatch(/^This is no JSON: SyntaxError/);
});

it('says no more than a person reads', () => {
  const shape = Object.fromEntries(Array.from({ length: 14 }, (_, n) => [`field${n}`, z.string()]));
  const event = { subject: 'spec.happened.v1', schema: z.object(shape) } as unknown as EventContract;
  const reason = reasonFor('spec.happened.v1', '{}', event);
  expect(reason).toContain('field9: ');
  expect(reason).not.toContain('field10: ');
  expect(reason).toMatch(/, and 4 more\.$/);
});

it('takes what we foresaw by its sentence, and what we did not by its name', () => {
  expect(reasonOf(new DomainError('invalid', 'Do this.'))).toBe('Do this.');
  expect(reasonOf(new TypeError('x is not a function'))).toBe('TypeError: x is not a function');
});
