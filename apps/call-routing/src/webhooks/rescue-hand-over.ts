import { Injectable } from '@nestjs/common';
import { type CallDetails, unknownCaller } from '@ringdown/domain-calls';
import { Clock } from '@ringdown/kernel';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { CallEngine } from '../calls/index.js';
import { lineSetup, spoken } from '../routing/index.js';
import type { VerifiedRequest } from './provider-signature.guard.js';

interface HandedOver {
  readonly callId: string;
  readonly lineId: string;
  /** What failed, in a sentence. */
  readonly defect: string;
}

/** Marks a call as rescued, as far as that still works: its own timers leave it alone from then on, and its log says so. */
@Injectable()
export class RescueHandOver {
  constructor(
    private readonly engine: CallEngine,
    private readonly mirror: ConfigMirror,
    private readonly clock: Clock,
  ) {}

  /** Never throws. */
  async from(call: HandedOver, reached: Pick<VerifiedRequest, 'provider' | 'fields'>): Promise<void> {
    try {
      await this.markRescued(call);
    } catch {
      await this.writeDown(call, reached).catch(() => {});
    }
  }

  private async markRescued({ callId, lineId, defect }: HandedOver): Promise<void> {
    await this.engine.handle({ callId, lineId }, { type: 'hand-over', defect });
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
      capabilities: provider.capabilities,
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
    await this.engine.receive({ type: 'receive', at, details, plan: [], admission: { kind: 'ring' } });
    await this.markRescued(call);
  }
}
