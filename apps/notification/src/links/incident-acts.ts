import { Injectable } from '@nestjs/common';
import { incidentRpc } from '@ringdown/contracts';
import type { AnswerVerb } from '@ringdown/domain-incidents';
import { DomainError } from '@ringdown/kernel';
import { RpcClient } from '@ringdown/platform-messaging';

type Verb = AnswerVerb | 'unacknowledge';

type ActResult =
  | { readonly type: 'done' }
  /** The incident does not allow it; `reason` is a sentence. */
  | { readonly type: 'refused'; readonly reason: string }
  | { readonly type: 'unavailable' };

/** Whom an answer is signed for. */
interface Person {
  readonly id: string;
  readonly name: string;
}

/** As the timeline names who did it; `id` is null for who is no user. */
export interface Actor {
  readonly type: 'user' | 'system';
  readonly id: string | null;
  readonly name: string;
}

/** What people do about incidents by key, by text, by link and in Slack: done by the incident service, which owns them. */
@Injectable()
export class IncidentActs {
  constructor(private readonly rpc: RpcClient) {}

  /** `because`: how, for the timeline. Never throws. */
  act(verb: Verb, id: string, { id: userId, name }: Person, because: string): Promise<ActResult> {
    return this.actAs({ type: 'user', id: userId, name }, verb, id, because);
  }

  /** The same by whoever it was. Never throws. */
  async actAs(by: Actor, verb: Verb, id: string, because: string): Promise<ActResult> {
    try {
      await this.rpc.request(incidentRpc[verb], { id, by, because });
      return { type: 'done' };
    } catch (error) {
      if (error instanceof DomainError && (error.kind === 'conflict' || error.kind === 'not-found'))
        return { type: 'refused', reason: error.message };
      return { type: 'unavailable' };
    }
  }

  /** @throws DomainError `unavailable`. */
  async brief(of: { readonly ids?: readonly string[]; readonly numbers?: readonly number[] }) {
    const { items } = await this.rpc.request(incidentRpc.brief, {
      ids: [...(of.ids ?? [])],
      numbers: [...(of.numbers ?? [])],
    });
    return items;
  }
}
