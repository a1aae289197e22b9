import { Injectable } from '@nestjs/common';

interface Arriving {
  readonly lineId: string;
  readonly callerNumber: string | null;
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
      ofCaller: onLine.filter(({ callerNumber }) => callerNumber === call.callerNumber).length,
    };
  }
}
