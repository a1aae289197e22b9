import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '@ringdown/domain-calls';

interface Arriving {
  readonly lineId: string;
  readonly caller: CallerIdentity;
}

/** Calls between the question whether they are let in and their first save: Postgres cannot count them yet. */
@Injectable()
export class ArrivingCalls {
  private readonly arriving = new Set<Arriving>();

  /** While `work` runs, the call counts for those that come after it; `before` counts those that came before it. */
  async during<T>(
    call: Arriving,
    work: (before: () => { readonly ofCaller: number; readonly ofLine: number }) => Promise<T>,
  ): Promise<T> {
    const mine = { ...call };
    this.arriving.add(mine);
    try {
      return await work(() => this.before(mine));
    } finally {
      this.arriving.delete(mine);
    }
  }

  private before(call: Arriving): { ofCaller: number; ofLine: number } {
    const all = [...this.arriving];
    const onLine = all.slice(0, all.indexOf(call)).filter(({ lineId }) => lineId === call.lineId);
    return {
      ofLine: onLine.length,
      ofCaller: onLine.filter(({ caller }) => isSame(caller, call.caller)).length,
    };
  }
}

/** All who withhold their number are one. */
const isSame = (one: CallerIdentity, other: CallerIdentity): boolean =>
  one.number === other.number && one.address === other.address;
