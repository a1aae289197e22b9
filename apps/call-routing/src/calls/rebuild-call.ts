import { Injectable } from '@nestjs/common';
import { defectText, rebuild, unknownCaller } from '@ringdown/domain-calls';
import { Clock } from '@ringdown/kernel';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { ContactBook } from '../voice/contact-book.js';
import { PlanCall } from '../voice/plan-call.js';
import type { StoredCall } from './stored-call.js';
import type { ToldByProvider } from './told-by-provider.js';

/**
 * A call that is in nobody's reach (another process received it, and Postgres is unavailable) goes on from what its address
 * tells and the line's configuration. Version 0: nothing of it was ever saved, and what was saved elsewhere is merged in later.
 */
@Injectable()
export class RebuildCall {
  constructor(
    private readonly planCall: PlanCall,
    private readonly contacts: ContactBook,
    private readonly mirror: ConfigMirror,
    private readonly clock: Clock,
  ) {}

  /** Null where the line is not known. */
  execute(callId: string, told: ToldByProvider): StoredCall | null {
    const line = this.mirror.get('line', told.lineId);
    if (!line) return null;
    const at = this.clock.now();
    const caller = { ...unknownCaller, ...told.caller?.caller, verification: told.caller?.verification ?? null };
    const contact = this.contacts.find(caller.number);
    const { plan, setup, test, defects } = this.planCall.execute(line, at, caller.number);
    const details = {
      id: callId,
      lineId: line.id,
      lineName: line.name,
      lineNumber: line.number,
      provider: told.provider,
      providerCallId: told.caller?.providerCallId ?? `of ${callId}`,
      providerAccountId: line.providerAccountId,
      caller: { ...caller, name: contact?.name ?? null, contactId: contact?.id ?? null },
      calledAt: at.getTime(),
      test,
      setup,
    };
    return {
      call: rebuild(details, plan, told.place),
      steps: ['The log of the call was out of reach; the call went on without it', ...defects.map(defectText)].map(
        (text) => ({ at: at.getTime(), text }),
      ),
      version: 0,
      correlationId: callId,
    };
  }
}
