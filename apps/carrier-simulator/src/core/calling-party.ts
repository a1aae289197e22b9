import type { CallRecord } from './call-file.js';
import type { Party } from './party.js';
import { CallerScript } from './play-caller.js';
import type { HandsetControls } from './telephone-hands.js';

/** Somebody calls a rented number. */
export class CallingParty implements Party {
  readonly name = 'caller';
  private readonly script: CallerScript;

  constructor(
    private readonly record: CallRecord,
    controls: HandsetControls,
  ) {
    this.script = new CallerScript(record.order.caller, {
      hangUp: controls.hangUp,
      press: controls.press,
      gone: controls.phone.gone,
    });
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
