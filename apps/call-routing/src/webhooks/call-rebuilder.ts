import { Injectable } from '@nestjs/common';
import { defectText, rebuild, unknownCaller } from '@ringdown/domain-calls';
import { Clock } from '@ringdown/kernel';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { CallPlanner, ContactBook } from '../routing/index.js';
import type { StoredCall } from '../calls/index.js';
import type { CallbackContext } from './callback-context.js';

/**
 * A call that is out of reach (another process received it, and Postgres is unavailable) goes on from what its callback URL says
 * and from the line's configuration. Version 0: nothing of it was ever saved, and what was saved elsewhere is merged in later.
 */
@Injectable()
export class CallRebuilder {
  constructor(
    private readonly planner: CallPlanner,
    private readonly contacts: ContactBook,
    private readonly mirror: ConfigMirror,
    private readonly clock: Clock,
  ) {}

  /** Null where the line is not known. */
  rebuild(callId: string, context: CallbackContext): StoredCall | null {
    const line = this.mirror.get('line', context.lineId);
    if (!line) return null;
    const at = this.clock.now();
    const caller = { ...unknownCaller, ...context.caller?.caller, verification: context.caller?.verification ?? null };
    const contact = this.contacts.find(caller.number);
    const { plan, setup, test, defects } = this.planner.plan(line, at, caller.number);
    const details = {
      id: callId,
      lineId: line.id,
      lineName: line.name,
      lineNumber: line.number,
      provider: context.provider.name,
      capabilities: context.provider.capabilities,
      providerCallId: context.caller?.providerCallId ?? `of ${callId}`,
      providerAccountId: line.providerAccountId,
      caller: { ...caller, name: contact?.name ?? null, contactId: contact?.id ?? null },
      calledAt: at.getTime(),
      test,
      setup,
    };
    return {
      call: rebuild(details, plan, context.place),
      steps: ['The log of the call was out of reach; the call went on without it', ...defects.map(defectText)].map(
        (text) => ({ at: at.getTime(), text }),
      ),
      version: 0,
      correlationId: callId,
    };
  }
}
