import { Controller, type INestMicroservice, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MessagePattern, Payload, Transport } from '@nestjs/microservices';
import { question, questionDeadlineMs } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { Asker, natsOptions } from '@ringdown/platform-messaging';
import { createLogger } from '@ringdown/platform-telemetry';
import { cuttableProxy, eventually, testNats, uniquePrefix } from '@ringdown/testkit';
import { z } from 'zod';
import { FailureFilter } from './failure.filter.js';

const prefix = uniquePrefix('things');
const ask = z.object({ id: z.string() });
const questions = {
  get: question(`${prefix}.get`, ask, z.object({ id: z.string(), name: z.string().default('nameless') })),
  change: question(`${prefix}.change`, ask, z.object({})),
  mute: question(`${prefix}.mute`, ask, z.object({})),
  garbled: question(`${prefix}.garbled`, ask, z.object({ id: z.string() })),
  unforeseen: question(`${prefix}.unforeseen`, ask, z.object({})),
  nobody: question(`${prefix}.nobody`, ask, z.object({})),
};

@Controller()
class Answers {
  @MessagePattern(questions.get.subject)
  get(@Payload() data: unknown): unknown {
    return { id: questions.get.ask.parse(data).id };
  }
  @MessagePattern(questions.change.subject)
  change(): never {
    throw new DomainError('conflict', 'It is in use.', [{ path: 'number', message: 'is taken by line_1' }]);
  }
  @MessagePattern(questions.mute.subject)
  mute(): Promise<never> {
    return new Promise(() => undefined);
  }
  @MessagePattern(questions.garbled.subject)
  garbled(): unknown {
    return { id: 1 };
  }
  @MessagePattern(questions.unforeseen.subject)
  unforeseen(): never {
    throw new Error('password is hunter2');
  }
}

@Module({ controllers: [Answers] })
class AnswersModule {}

const logger = createLogger('questions-spec', 'silent');
let owner: INestMicroservice;
let asker: Asker;

beforeAll(async () => {
  owner = await NestFactory.createMicroservice(AnswersModule, {
    transport: Transport.NATS,
    options: { ...natsOptions(testNats(), 'spec-answers'), queue: prefix },
    logger: false,
  });
  owner.useGlobalFilters(new FailureFilter(logger));
  await owner.listen();
  asker = new Asker(testNats(), 'spec');
  await eventually(() => asker.ask(questions.get, { id: 'a' }));
});
afterAll(async () => {
  await asker.close();
  await owner.close();
});

const failure = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    (answer) => ({ answer }),
    (error: unknown) => error,
  );

it('brings the answer of the owner, read by the contract', async () => {
  expect(await asker.ask(questions.get, { id: 'thing_1' })).toEqual({ id: 'thing_1', name: 'nameless' });
});

it('fails by the kind, the sentence and the fields that the owner answered', async () => {
  const conflict = await failure(asker.ask(questions.change, { id: 'thing_1' }));
  expect(conflict).toBeInstanceOf(DomainError);
  expect(conflict).toMatchObject({
    kind: 'conflict',
    message: 'It is in use.',
    errors: [{ path: 'number', message: 'Number: is taken by line_1.' }],
  });
  expect(await failure(asker.ask(questions.get, {} as never))).toMatchObject({
    kind: 'invalid',
    errors: [{ path: 'id' }],
  });
});

it('tells nothing of what nobody foresaw', async () => {
  const unforeseen = await failure(asker.ask(questions.unforeseen, { id: 'thing_1' }));
  expect(unforeseen).toMatchObject({ kind: 'unavailable' });
  expect(String(unforeseen)).not.toContain('hunter2');
});

it('does not pass on an answer that breaks the contract', async () => {
  await expect(asker.ask(questions.garbled, { id: 'thing_1' })).rejects.toThrow(z.ZodError);
});

it('is told within the deadline that nobody answers, whatever the reason', async () => {
  const line = await cuttableProxy(testNats());
  line.silence();
  const lost = new Asker(line.url, 'spec');
  const begun = performance.now();
  const failures = await Promise.all([
    failure(asker.ask(questions.nobody, { id: 'thing_1' })),
    failure(asker.ask(questions.mute, { id: 'thing_1' })),
    failure(lost.ask(questions.get, { id: 'thing_1' })),
  ]);

  expect(performance.now() - begun).toBeLessThan(3 * questionDeadlineMs);
  for (const told of failures) {
    expect(told).toBeInstanceOf(DomainError);
    expect(told).toMatchObject({ kind: 'unavailable', message: expect.stringContaining(prefix) });
  }
  // a client that has never been connected cannot be closed
  line.cut();
  line.mend();
  await eventually(() => lost.ask(questions.get, { id: 'thing_1' }));
  await lost.close();
  await line.close();
});
