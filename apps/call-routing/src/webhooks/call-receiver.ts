import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import type { Call, CallDetails } from '@ringdown/domain-calls';
import { Clock } from '@ringdown/kernel';
import { correlateAs } from '@ringdown/platform-telemetry';
import type { IncomingCall, TelephonyProvider } from '@ringdown/telephony';
import { CallDefectRepository, CallEngine, callIdOf } from '../calls/index.js';
import { CallAdmission, CallPlanner } from '../routing/index.js';

/** A call comes in: who calls, whether they are let in, who is on call now; and no other service asked. */
@Injectable()
export class CallReceiver {
  constructor(
    private readonly engine: CallEngine,
    private readonly planner: CallPlanner,
    private readonly admission: CallAdmission,
    private readonly callDefects: CallDefectRepository,
    private readonly clock: Clock,
  ) {}

  receive(
    line: ConfigDocument<'line'>,
    provider: Pick<TelephonyProvider, 'name' | 'capabilities'>,
    { providerCallId, caller: who, verification }: IncomingCall,
  ): Promise<Call> {
    const at = this.clock.now();
    const { plan, setup, test, defects: unplanned } = this.planner.plan(line, at, who.number);
    const id = callIdOf(provider.name, providerCallId);
    correlateAs(id);
    const details: Omit<CallDetails, 'caller'> = {
      id,
      lineId: line.id,
      lineName: line.name,
      lineNumber: line.number,
      provider: provider.name,
      capabilities: provider.capabilities,
      providerCallId,
      providerAccountId: line.providerAccountId,
      calledAt: at.getTime(),
      test,
      setup,
    };
    return this.admission.admit(
      line,
      { caller: who, verification },
      { at, test },
      ({ caller, admission, defects: unadmitted }) => {
        const defects = [...unplanned, ...unadmitted];
        if (defects.length > 0) void this.callDefects.note({ callId: id, lineId: line.id, defects });
        const command = {
          type: 'receive' as const,
          at: at.getTime(),
          details: { ...details, caller },
          plan,
          admission,
        };
        return this.engine.receive({ ...command, defects });
      },
    );
  }
}
