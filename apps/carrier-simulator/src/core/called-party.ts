import type { CallFile } from './call-file.js';
import { Interrupted } from './interrupted.js';
import type { Party } from './party.js';
import { until } from './pause.js';
import type { Person } from './person.js';
import type { RingAnswer } from './phone.js';
import { PlayResponder } from './play-responder.js';
import type { TelephoneHands } from './telephone-hands.js';

/** A customer calls somebody, who hears the document when they pick up. */
export class CalledParty implements Party {
  readonly name: string;
  private readonly script: PlayResponder;

  constructor(
    private readonly file: CallFile,
    private readonly person: Person,
    private readonly hands: TelephoneHands,
    private readonly ringMs: number,
  ) {
    this.name = file.order.to;
    this.script = new PlayResponder(person, hands.phone, file.timing.secondMs);
  }

  async begin(): Promise<'ready' | 'busy' | 'no-answer' | 'failed'> {
    const { file, name } = this;
    file.tell('dials', `${file.order.from} dials ${name}`);
    if (this.person.behaviour === 'unreachable') return this.unanswered('cannot be reached', 'failed');
    file.tell('rings', `${name} rings`);
    file.reach('ringing');
    this.script.ringing();
    const answer = await this.ring();
    if (answer === undefined) return this.unanswered('does not answer', 'no-answer');
    if (answer === 'declined') return this.unanswered('is busy', 'busy');
    file.tell('picks-up', `${name} picks up`);
    return 'ready';
  }

  prompted(): void {
    this.script.prompted(this.hands.press);
  }

  reached(): void {
    return undefined;
  }

  private async ring(): Promise<RingAnswer | undefined> {
    const { phone } = this.hands;
    return until<RingAnswer>(this.ringMs, phone.gone, (report) => phone.onRingAnswer(report)).catch(
      (error: unknown) => {
        if (error instanceof Interrupted) return undefined;
        throw error;
      },
    );
  }

  private unanswered<End extends string>(what: string, end: End): End {
    this.file.tell('unanswered', `${this.name} ${what}`);
    return end;
  }
}
