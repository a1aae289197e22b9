import type { z } from 'zod';

/**
 * A question or command from control to the owner of a fact: NATS request/reply through @nestjs/microservices.
 * Deadline 3 s. Failures come back by kind (kernel FailureKind).
 */
export interface QuestionContract<
  Subject extends string = string,
  Ask extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  readonly subject: Subject;
  readonly ask: Ask;
  readonly reply: Reply;
}

export const question = <const Subject extends string, Ask extends z.ZodType, Reply extends z.ZodType>(
  subject: Subject,
  ask: Ask,
  reply: Reply,
): QuestionContract<Subject, Ask, Reply> => Object.freeze({ subject, ask, reply });

export const questionDeadlineMs = 3000;
