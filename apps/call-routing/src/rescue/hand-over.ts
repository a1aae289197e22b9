import { Injectable } from '@nestjs/common';
import { type CallDetails, unknownCaller } from '@ringdown/domain-calls';
import { Clock } from '@ringdown/kernel';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { RunCall } from '../calls/run-call.js';
import { lineSetup, spoken } from '../voice/plan-call.js';
import type { VerifiedRequest } from '../voice/signed-request.js';

interface HandedOver {
  readonly callId: string;
  readonly lineId: string;
  /** What failed, in a sentence. */
  readonly defect: string;
}

/** Tells a call that it is rescued: its own timers leave it alone from then on, and its log says so. As far as that still works. */
@Injectable()
export class HandOver {
  constructor(
    private readonly runCall: RunCall,
    private readonly mirror: ConfigMirror,
    private readonly clock: Clock,
  ) {}

  /** Never throws. */
  async from(call: HandedOver, reached: Pick<VerifiedRequest, 'provider' | 'fields'>): Promise<void> {
    try {
      await this.tell(call);
    } catch {
      await this.writeDown(call, reached).catch(() => {});
    }
  }

  private async tell({ callId, lineId, defect }: HandedOver): Promise<void> {
    await this.runCall.report({ callId, lineId }, () => ({ type: 'hand-over', defect }));
  }

  /** A call that failed before it was in the log comes in once more, with nothing but its caller. */
  private async writeDown(
    call: HandedOver,
    { provider, fields }: Pick<VerifiedRequest, 'provider' | 'fields'>,
  ): Promise<void> {
    const line = this.mirror.get('line', call.lineId);
    const incoming = provider.readIncoming(fields);
    if (!line || !incoming) return;
    const at = this.clock.now().getTime();
    const details: CallDetails = {
      id: call.callId,
      lineId: line.id,
      lineName: line.name,
      lineNumber: line.number,
      provider: provider.name,
      providerCallId: incoming.providerCallId,
      providerAccountId: line.providerAccountId,
      caller: { ...unknownCaller, ...incoming.caller, verification: incoming.verification },
      calledAt: at,
      test: false,
      setup: lineSetup(line, {
        welcome: spoken('Welcome.'),
        noOneOnCall: spoken('No one is on call.'),
        noAnswer: spoken('No one answered.'),
      }),
    };
    await this.runCall.receive({ type: 'receive', at, details, plan: [], admission: { kind: 'ring' } });
    await this.tell(call);
  }
}
