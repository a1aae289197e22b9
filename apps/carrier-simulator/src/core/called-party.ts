import type { CallRecord } from './call-file.js';
import { Interrupted } from './interrupted.js';
import type { Party } from './party.js';
import { until } from './pause.js';
import type { Person } from './person.js';
import type { RingAnswer } from './phone.js';
import { ResponderScript } from './play-responder.js';
import type { HandsetControls } from './telephone-hands.js';

/** A customer calls somebody, who hears the document when they pick up. */
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
