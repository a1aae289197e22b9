import { Injectable } from '@nestjs/common';
import {
  type DeadLetter,
  deadLetterRpc,
  servicesWithDeadLetters,
  type ServiceWithDeadLetters,
} from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { RpcClient } from '@ringdown/platform-messaging';

interface Query {
  readonly consumer?: string | undefined;
  readonly limit: number;
  readonly before: string | null;
}

/** The dead letters of all services: each keeps its own and answers for them. */
@Injectable()
export class DeadLettersService {
  constructor(private readonly rpc: RpcClient) {}

  /** Of those that answer; `missing` names the others. */
  async list({ consumer, limit, before }: Query) {
    const missing: string[] = [];
    const pages = await Promise.all(
      servicesWithDeadLetters.map(async (service) => {
        const request = { limit, before, ...(consumer === undefined ? {} : { consumer }) };
        const page = await this.rpc.request(deadLetterRpc(service).list, request).catch(ifUnavailable);
        if (!page) missing.push(service);
        return page ?? [];
      }),
    );
    return { ...mergePages(pages.flat(), limit), missing };
  }

  replay(id: string): Promise<DeadLetter> {
    return this.atOwner((service) => this.rpc.request(deadLetterRpc(service).replay, { id }));
  }

  delete(id: string): Promise<DeadLetter> {
    return this.atOwner((service) => this.rpc.request(deadLetterRpc(service).delete, { id }));
  }

  /** Only one service has it. Where one that may have it does not answer, nobody can say that there is none. */
  private async atOwner(act: (service: ServiceWithDeadLetters) => Promise<DeadLetter>): Promise<DeadLetter> {
    const tries = await Promise.allSettled(servicesWithDeadLetters.map(act));
    const done = tries.find((one) => one.status === 'fulfilled');
    if (done) return done.value;
    const reasons: unknown[] = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    throw (
      reasons.find((error) => !isKind(error, 'not-found', 'unavailable')) ??
      reasons.find((error) => isKind(error, 'unavailable')) ??
      reasons[0]
    );
  }
}

const isKind = (error: unknown, ...kinds: DomainError['kind'][]): boolean =>
  error instanceof DomainError && kinds.includes(error.kind);

function ifUnavailable(error: unknown): null {
  if (isKind(error, 'unavailable')) return null;
  throw error;
}

interface ServicePage {
  readonly items: readonly DeadLetter[];
  /** False where the service has older ones than these. */
  readonly end: boolean;
}

/** Of one page a service one page of all, newest first; ids sort by time. What a service has not answered yet is not overtaken. */
export function mergePages(pages: readonly ServicePage[], limit: number): { items: DeadLetter[]; more: boolean } {
  const oldestShown = pages.filter(({ end }) => !end).map(({ items }) => items.at(-1)?.id ?? '');
  const floor = oldestShown.reduce((a, b) => (a > b ? a : b), '');
  const all = pages.flatMap(({ items }) => items).toSorted((a, b) => (a.id < b.id ? 1 : -1));
  const items = all.filter(({ id }) => id >= floor).slice(0, limit);
  return { items, more: items.length < all.length || oldestShown.length > 0 };
}
