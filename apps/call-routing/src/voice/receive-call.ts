import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import type { Call, CallDetails } from '@ringdown/domain-calls';
import { Clock } from '@ringdown/kernel';
import { correlateAs } from '@ringdown/platform-telemetry';
import type { IncomingCall } from '@ringdown/telephony';
import { callIdOf } from '../calls/call-id.js';
import { RunCall } from '../calls/run-call.js';
import { CallDefects } from '../rescue/call-defects.js';
import { AdmitCaller } from './admit-caller.js';
import { PlanCall } from './plan-call.js';

/** A call comes in: who calls, whether they are let in, who is on call now; and no other service asked. */
@Injectable()
export class ReceiveCall {
  constructor(
    private readonly runCall: RunCall,
    private readonly planCall: PlanCall,
    private readonly admitCaller: AdmitCaller,
    private readonly callDefects: CallDefects,
    private readonly clock: Clock,
  ) {}

  execute(
    line: ConfigDocument<'line'>,
    provider: 'twilio' | 'plivo',
    { providerCallId, caller: who, verification }: IncomingCall,
  ): Promise<Call> {
    const at = this.clock.now();
    const { plan, setup, test, defects: unplanned } = this.planCall.execute(line, at, who.number);
    const id = callIdOf(provider, providerCallId);
    correlateAs(id);
    const details: Omit<CallDetails, 'caller'> = {
      id,
      lineId: line.id,
      lineName: line.name,
      lineNumber: line.number,
      provider,
      providerCallId,
      providerAccountId: line.providerAccountId,
      calledAt: at.getTime(),
      test,
      setup,
    };
    return this.admitCaller.execute(
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
        return this.runCall.receive({ ...command, defects });
      },
    );
  }
}
