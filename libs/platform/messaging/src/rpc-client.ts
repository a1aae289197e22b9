import { type RpcContract, rpcDeadlineMs } from '@ringdown/contracts';
import { DomainError, type FailureKind, type FieldError } from '@ringdown/kernel';
import type { OnApplicationShutdown } from '@nestjs/common';
import { type ClientProxy, ClientProxyFactory, Transport } from '@nestjs/microservices';
import { firstValueFrom, timeout } from 'rxjs';
import type { z } from 'zod';
import { natsOptions } from './broker.js';

interface AnsweredFailure {
  readonly kind?: FailureKind;
  readonly message?: string;
  readonly errors?: readonly FieldError[];
}

/** Requests over NATS request/reply. For the console's reads and commands, never on a hot path. */
export class RpcClient implements OnApplicationShutdown {
  private readonly client: ClientProxy;

  constructor(url: string, service: string) {
    this.client = ClientProxyFactory.create({
      transport: Transport.NATS,
      options: natsOptions(url, `ringdown-${service}-asks`),
    });
  }

  /** @throws DomainError of the kind the owner answered; `unavailable` when it did not answer in time. */
  async request<R extends RpcContract>(contract: R, data: z.input<R['request']>): Promise<z.output<R['reply']>> {
    const answer = await firstValueFrom(
      this.client.send<unknown>(contract.subject, data).pipe(timeout(rpcDeadlineMs)),
    ).catch((error: unknown) => {
      throw toDomainError(error, contract.subject);
    });
    const reply = contract.reply.safeParse(answer);
    // a defect of ours: as the error of a schema it would be told to the client as theirs
    if (!reply.success) throw new Error(`the reply to ${contract.subject} cannot be read`, { cause: reply.error });
    return reply.data as z.output<R['reply']>;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }
}

function toDomainError(error: unknown, subject: string): DomainError {
  const { kind, message, errors } = (error ?? {}) as AnsweredFailure;
  if (kind) return new DomainError(kind, message ?? subject, errors ?? []);
  return new DomainError(
    'unavailable',
    `The service that answers ${subject.split('.')[0]} is not reachable at the moment. Try again.`,
  );
}
