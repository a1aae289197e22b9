import type { ExecutionContext } from '../documents/execution.js';
import { Interrupted, neverAborted, pause } from './abortable-wait.js';
import type { DialLeg } from './dial-leg.js';

/** Which numbers to ring, and which document follows. */
interface RunPlan<Target> {
  readonly targets: readonly Target[];
  readonly action: { readonly url: string; readonly method: 'GET' | 'POST' } | undefined;
  readonly sequential: boolean;
}

/** One dial: rings its numbers and bridges one of them. */
export abstract class DialRun<Target, Leg extends DialLeg> {
  protected readonly legs: Leg[] = [];

  constructor(
    protected readonly context: ExecutionContext,
    protected readonly plan: RunPlan<Target>,
  ) {}

  /** Resolves when the dial is over. Throws Interrupted when it was given up, with its action requested all the same. */
  protected async ring(): Promise<void> {
    try {
      await (this.plan.sequential ? this.ringSequentially() : this.ringSimultaneously());
      this.over();
    } catch (error) {
      if (error instanceof Interrupted) await this.interrupt(error);
      throw error;
    }
  }

  protected cancelOthers(than: Leg): void {
    for (const leg of this.legs) if (leg !== than) leg.cancel();
  }

  protected abstract legTo(target: Target): Leg;
  protected abstract pickedUp(leg: Leg): void;
  protected abstract connected(leg: Leg): void;
  /** The legs are closed. */
  protected abstract over(): void;
  /** The fields of the action; `unanswered` is the word for a leg that was never picked up. */
  protected abstract result(unanswered?: string): Record<string, string>;

  private async ringSimultaneously(): Promise<void> {
    for (const target of this.plan.targets) this.legs.push(this.legTo(target));
    const ends = await Promise.allSettled(this.legs.map((leg) => this.runLeg(leg)));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  private async ringSequentially(): Promise<void> {
    for (const target of this.plan.targets) {
      const leg = this.legTo(target);
      this.legs.push(leg);
      await this.runLeg(leg);
      if (leg.answeredAtMs) return;
    }
  }

  private runLeg(leg: Leg): Promise<void> {
    return leg.run(this.context.signal, { pickedUp: () => this.pickedUp(leg), connected: () => this.connected(leg) });
  }

  /** The caller left, or the call is being sent elsewhere: the legs close, and the action is requested all the same. */
  private async interrupt(interruption: Interrupted): Promise<void> {
    const { record } = this.context.call;
    const { order } = record;
    const { legCloseMs, staleActionMs, redirectMs } = record.timing;
    if (interruption.by !== 'redirect') {
      this.closeLegs('caller');
      if (order.actionAfterHangup) void this.staleAction('no-answer');
      return;
    }
    await pause(legCloseMs, neverAborted);
    this.closeLegs('api');
    await pause(Math.max(0, staleActionMs - legCloseMs), neverAborted);
    const staleIsLate = order.misbehave.some(
      ({ request, how }) => request === 'dial-action' && (how === 'late' || how === 'lost'),
    );
    const stale = order.actionAfterRedirect ? this.staleAction(order.interruptedDialStatus) : undefined;
    if (!staleIsLate) await stale;
    await pause(Math.max(0, redirectMs - staleActionMs), neverAborted);
  }

  private closeLegs(by: 'caller' | 'api'): void {
    for (const leg of this.legs) leg.close(leg.answeredAtMs ? 'completed' : 'canceled', by);
    this.over();
  }

  private async staleAction(unanswered: string): Promise<void> {
    const { action } = this.plan;
    if (!action) return;
    const params = { ...this.context.params(), ...this.result(unanswered) };
    await this.context.call.dispatcher.request({ kind: 'dial-action', ...action, params }).catch(() => undefined);
  }
}
