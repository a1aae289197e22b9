import type { CarrierCall, PhoneCall } from '../../acceptance/world/phone-call.ts';
import { carrier } from '../../acceptance/world/rest.ts';
import { eventually } from '../../acceptance/world/waiting.ts';
import type { Station } from './station.ts';
import type { Step } from './steps.ts';

/** In real time, with as much speech as makes a welcome last a second, and the sentence before a fallback rings not much more. */
const timing = { secondMs: 1000, speechMsPerCharacter: 15 };
export const sentenceMs = 'Still trying to reach someone. Please hold.'.length * timing.speechMsPerCharacter;
const lateMs = 40;
const timeoutMs = 60_000;

type Leg = CarrierCall['legs'][number] & { readonly bridged: boolean; readonly endedAt?: string };

export interface SeenCall extends CarrierCall {
  readonly legs: readonly Leg[];
  readonly moments: readonly string[];
}

/** A call during which call-routing is killed, at `step` and maybe more often. */
export class KilledCall {
  isOver = false;
  kills = 0;
  /** The carrier's view, once all that it had to report is reported. */
  readonly over: Promise<SeenCall>;

  private constructor(
    readonly phoneCall: PhoneCall,
    readonly station: Station,
    readonly step: Step,
  ) {
    this.over = this.end();
  }

  static async place(station: Station, step: Step): Promise<KilledCall> {
    const call = await station.hotline.isDialledBy(station.world.aNumber(), {
      people: step.people(station),
      caller: { message: { seconds: 6, endedBy: '#' } },
      timing,
      misbehave: (step.late ?? []).map((request) => ({ request, how: 'late', ms: lateMs })),
    });
    return new KilledCall(call, station, step);
  }

  /** Resolves when it is time to kill: at once when the trigger is seen. False where the call ended without it. */
  async isAtItsStep(): Promise<boolean> {
    const { at } = this.step;
    const path = `/sim/calls/${this.phoneCall.callSid}`;
    return eventually(
      async () => {
        const call = await carrier.get<SeenCall>('moment' in at ? `${path}?until=${at.moment}&waitMs=5000` : path);
        const isThere = 'moment' in at ? call.moments.includes(at.moment) : call.story.some((s) => s.kind === at.line);
        return isThere || call.settled ? isThere : null;
      },
      `the call ${this.step.name}`,
      timeoutMs,
    );
  }

  private async end(): Promise<SeenCall> {
    const call = await this.phoneCall.isOver();
    this.isOver = true;
    return call as SeenCall;
  }
}
