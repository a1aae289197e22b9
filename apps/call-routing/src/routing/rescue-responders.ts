import { Inject, Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { LOGGER } from '@ringdown/platform-http';
import { ConfigMirror } from '@ringdown/platform-messaging';
import type { Logger } from '@ringdown/platform-telemetry';
import { LiveCalls } from '../calls/index.js';
import { DiallingRule } from './dialling-rule.js';
import { WhoIsOnCall } from './who-is-on-call.js';

export interface RescueResponder {
  readonly attempt: number;
  /** E.164. */
  readonly phone: string;
}

/** Who can be rung for a call whose own decisions have failed: each person as far as they can be determined without them. */
@Injectable()
export class RescueResponders {
  constructor(
    private readonly mirror: ConfigMirror,
    private readonly live: LiveCalls,
    private readonly whoIsOnCall: WhoIsOnCall,
    private readonly diallingRule: DiallingRule,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Those after `attempt`, by the call's own plan where it is known, else by the configuration of now. Never throws. */
  of(
    { callId, lineId, attempt }: { callId: string; lineId: string; attempt: number },
    at: Date,
  ): readonly RescueResponder[] {
    const planned = this.determined('the plan of the call', () => this.planOf(callId));
    const line = this.mirror.get('line', lineId);
    return (planned ?? (line ? this.peopleNow(line, at) : [])).filter((one) => one.attempt > attempt);
  }

  private planOf(callId: string): readonly RescueResponder[] | null {
    const call = this.live.get(callId)?.call;
    if (!call) return null;
    const open = call.attempts.filter(({ result }) => result === 'waiting' || result === 'ringing');
    return open.flatMap(({ n, responder }) => (responder ? [{ attempt: n, phone: responder.phone }] : []));
  }

  /** One phone rings once. */
  private peopleNow(line: ConfigDocument<'line'>, at: Date): readonly RescueResponder[] {
    const candidates = this.determined('who is on call', () => this.whoIsOnCall.candidates(line, at));
    const people = candidates ?? [line.primary, ...line.fallbacks].map(({ id }) => this.presentOf(id, at));
    const phones = people.map(({ user, absent }) => (absent ? null : user?.phone));
    return phones.flatMap((phone, index) => {
      const isDialled = phone && phones.indexOf(phone) === index && this.mayBeDialled(phone);
      return isDialled ? [{ attempt: index + 1, phone }] : [];
    });
  }

  private presentOf(targetId: string, at: Date): ReturnType<WhoIsOnCall['inPlaceOf']> {
    const user = this.whoIsOnCall.person(targetId);
    return this.determined('whether a target is absent', () => this.whoIsOnCall.inPlaceOf(user, at)) ?? { user };
  }

  private mayBeDialled(phone: string): boolean {
    return (
      this.determined('whether a phone may be dialled', () => this.diallingRule.whyNotDialled(phone) === null) ?? false
    );
  }

  private determined<T>(what: string, work: () => T): T | null {
    return orWithout(this.logger, what, work);
  }
}

/** A part of a rescue that fails is logged and done without. */
export function orWithout<T>(logger: Logger, what: string, work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    logger.error({ err: error, what }, 'a call is rescued without a part that failed');
    return null;
  }
}
