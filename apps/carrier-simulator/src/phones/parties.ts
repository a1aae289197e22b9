import { Interrupted, until } from '../calls/abortable-wait.js';
import type { CallRecord } from '../calls/call-record.js';
import { CallerScript } from './caller.js';
import { type Person, ResponderScript } from './person.js';
import type { HandsetControls, RingAnswer } from './phone.js';

/** Whoever is at the telephone of a call that runs a document: the one who calls, or the one who is called. */
export interface Party {
  /** As the story names them. */
  readonly name: string;
  /** Begins the call. `ready`: the first document follows; otherwise the call ends without one, with this status. */
  begin(): Promise<'ready' | 'busy' | 'no-answer' | 'failed'>;
  /** A prompt asks for keys. */
  prompted(): void;
  reached(moment: string): void;
}

/** The caller of a rented number. */
export class CallingParty implements Party {
  readonly name = 'caller';
  private readonly script: CallerScript;

  constructor(
    private readonly record: CallRecord,
    controls: HandsetControls,
  ) {
    this.script = new CallerScript(record.order.caller, controls);
  }

  async begin(): Promise<'ready'> {
    const { order } = this.record;
    this.record.log('dials', `caller ${order.from} dials ${order.to}`);
    this.script.started();
    return 'ready';
  }

  prompted(): void {
    this.script.prompted();
  }

  reached(moment: string): void {
    this.script.reached(moment);
  }
}

/** The called side of an outgoing call: hears the document after picking up. */
export class CalledParty implements Party {
  readonly name: string;
  private readonly script: ResponderScript;

  constructor(
    private readonly record: CallRecord,
    private readonly person: Person,
    private readonly controls: HandsetControls,
    private readonly ringMs: number,
  ) {
    this.name = record.order.to;
    this.script = new ResponderScript(person, controls.phone, record.timing.secondMs);
  }

  async begin(): Promise<'ready' | 'busy' | 'no-answer' | 'failed'> {
    const { record, name } = this;
    record.log('dials', `${record.order.from} dials ${name}`);
    if (this.person.behaviour === 'unreachable') return this.unanswered('cannot be reached', 'failed');
    record.log('rings', `${name} rings`);
    record.reachMoment('ringing');
    this.script.ringing();
    const answer = await this.ring();
    if (answer === undefined) return this.unanswered('does not answer', 'no-answer');
    if (answer === 'declined') return this.unanswered('is busy', 'busy');
    record.log('picks-up', `${name} picks up`);
    return 'ready';
  }

  prompted(): void {
    this.script.prompted(this.controls.press);
  }

  reached(): void {
    return undefined;
  }

  private async ring(): Promise<RingAnswer | undefined> {
    const { phone } = this.controls;
    return until<RingAnswer>(this.ringMs, phone.gone, (report) => phone.onRingAnswer(report)).catch(
      (error: unknown) => {
        if (error instanceof Interrupted) return undefined;
        throw error;
      },
    );
  }

  private unanswered<End extends string>(text: string, end: End): End {
    this.record.log('unanswered', `${this.name} ${text}`);
    return end;
  }
}
