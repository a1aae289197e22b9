import { Controller, type Type } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { type DeadLetterAnswer, deadLetterRpc } from '@ringdown/contracts';
import { DeadLetters, outboxLagSeconds } from '@ringdown/platform-messaging';
import { Database } from '@ringdown/platform-persistence';
import { parse } from './problem.js';

/** Answers control for the dead letters of one service. */
export function deadLettersController(service: string): Type {
  const contract = deadLetterRpc(service);

  @Controller()
  class DeadLettersController {
    constructor(
      private readonly letters: DeadLetters,
      private readonly database: Database,
    ) {}

    @MessagePattern(contract.list.subject)
    async list(@Payload() asked: unknown): Promise<unknown> {
      const { consumer, limit, before } = parse(contract.list.request, asked);
      const [page, consumers] = await Promise.all([
        this.letters.list({ consumer, limit, before }),
        this.letters.backlog(),
      ]);
      return { ...page, consumers, outboxLagSeconds: outboxLagSeconds(this.database.schema) };
    }

    @MessagePattern(contract.replay.subject)
    replay(@Payload() asked: unknown): Promise<DeadLetterAnswer> {
      return this.letters.replay(parse(contract.replay.request, asked).id);
    }

    @MessagePattern(contract.delete.subject)
    delete(@Payload() asked: unknown): Promise<DeadLetterAnswer> {
      return this.letters.delete(parse(contract.delete.request, asked).id);
    }
  }

  return DeadLettersController;
}
