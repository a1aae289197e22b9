import type { CallFile } from './call-file.js';
import type { Party } from './party.js';
import { PlayCaller } from './play-caller.js';
import type { TelephoneHands } from './telephone-hands.js';

/** Somebody calls a rented number. */
export class CallingParty implements Party {
  readonly name = 'caller';
  private readonly script: PlayCaller;

  constructor(
    private readonly file: CallFile,
    hands: TelephoneHands,
  ) {
    this.script = new PlayCaller(file.order.caller, {
      hangUp: hands.hangUp,
      press: hands.press,
      gone: hands.phone.gone,
    });
  }

  async begin(): Promise<'ready'> {
    const { order } = this.file;
    this.file.tell('dials', `caller ${order.from} dials ${order.to}`);
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
