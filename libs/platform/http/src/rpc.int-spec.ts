import { Controller, type INestMicroservice, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MessagePattern, Payload, Transport } from '@nestjs/microservices';
import { defineRpc, rpcDeadlineMs } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { RpcClient, natsOptions } from '@ringdown/platform-messaging';
import { createLogger } from '@ringdown/platform-telemetry';
import { cuttableProxy, eventually, testNats, uniquePrefix } from '@ringdown/testkit';
import { z } from 'zod';
import { FailureFilter } from './problem.js';

const prefix = uniquePrefix('things');
const ask = z.object({ id: z.string() });
const contracts = {
  get: defineRpc(`${prefix}.get`, ask, z.object({ id: z.string(), name: z.string().default('nameless') })),
  change: defineRpc(`${prefix}.change`, ask, z.object({})),
  mute: defineRpc(`${prefix}.mute`, ask, z.object({})),
  garbled: defineRpc(`${prefix}.garbled`, ask, z.object({ id: z.string() })),
  unforeseen: defineRpc(`${prefix}.unforeseen`, ask, z.object({})),
  nobody: defineRpc(`${prefix}.nobody`, ask, z.object({})),
};

@Controller()
class Answers {
  @MessagePattern(contracts.get.subject)
  get(@Payload() data: unknown): unknown {
    return { id: contracts.get.request.parse(data).id };
  }
  @MessagePattern(contracts.change.subject)
  change(): never {
    throw new DomainError('conflict', 'It is in use.', [{ path: 'number', message: 'is taken by line_1' }]);
  }
  @MessagePattern(contracts.mute.subject)
  mute(): Promise<never> {
    return new Promise(() => undefined);
  }
  @MessagePattern(contracts.garbled.subject)
  garbled(): unknown {
    return { id: 1 };
  }
  @MessagePattern(contracts.unforeseen.subject)
  unforeseen(): never {
    throw new Error('password is hunter2');
  }
}

@Module({ controllers: [Answers] })
class AnswersModule {}

const logger = createLogger('rpc-spec', 'silent');
let owner: INestMicroservice;
let rpc: RpcClient;

beforeAll(async () => {
  owner = await NestFactory.createMicroservice(AnswersModule, {
    transport: Transport.NATS,
    options: { ...natsOptions(testNats(), 'spec-answers'), queue: prefix },
    logger: false,
  });
  owner.useGlobalFilters(new FailureFilter(logger));
  await owner.listen();
  rpc = new RpcClient(testNats(), 'spec');
  await eventually(() => rpc.request(contracts.get, { id: 'a' }));
});
afterAll(async () => {
  await rpc.onApplicationShutdown();
  await owner.close();
});

const failure = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    (answer) => ({ answer }),
    (error: unknown) => error,
  );

it('brings the answer of the owner, read by the contract', async () => {
  expect(await rpc.request(contracts.get, { id: 'thing_1' })).toEqual({ id: 'thing_1', name: 'nameless' });
});

it('fails by the kind, the sentence and the fields that the owner answered', async () => {
  const conflict = await failure(rpc.request(contracts.change, { id: 'thing_1' }));
  expect(conflict).toBeInstanceOf(DomainError);
  expect(conflict).toMatchObject({
    kind: 'conflict',
    message: 'It is in use.',
    errors: [{ path: 'number', message: 'Number: is taken by line_1.' }],
  });
  expect(await failure(rpc.request(contracts.get, {} as never))).toMatchObject({
    kind: 'invalid',
    errors: [{ path: 'id' }],
  });
});

it('tells nothing of what nobody foresaw', async () => {
  const unforeseen = await failure(rpc.request(contracts.unforeseen, { id: 'thing_1' }));
  expect(unforeseen).toMatchObject({ kind: 'unavailable' });
  expect(String(unforeseen)).not.toContain('hunter2');
});

it('does not pass on an answer that breaks the contract', async () => {
  await expect(rpc.request(contracts.garbled, { id: 'thing_1' })).rejects.toThrow('cannot be read');
});

it('is told within the deadline that nobody answers, whatever the reason', async () => {
  const line = await cuttableProxy(testNats());
  line.silence();
  const lost = new RpcClient(line.url, 'spec');
  const begun = performance.now();
  const failures = await Promise.all([
    failure(rpc.request(contracts.nobody, { id: 'thing_1' })),
    failure(rpc.request(contracts.mute, { id: 'thing_1' })),
    failure(lost.request(contracts.get, { id: 'thing_1' })),
  ]);

  expect(performance.now() - begun).toBeLessThan(3 * rpcDeadlineMs);
  for (const told of failures) {
    expect(told).toBeInstanceOf(DomainError);
    expect(told).toMatchObject({ kind: 'unavailable', message: expect.stringContaining(prefix) });
  }
  // a client that has never been connected cannot be closed
  line.cut();
  line.mend();
  await eventually(() => lost.request(contracts.get, { id: 'thing_1' }));
  await lost.onApplicationShutdown();
  await line.close();
});
