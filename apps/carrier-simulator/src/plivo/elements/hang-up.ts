import type { Next } from '../../core/target.js';
import { hangupCauses } from '../hangup-causes.js';
import type { PlivoContext } from '../plivo-call.js';
import type { PlivoElement } from '../plivo-element.js';

/** Ends the call, at once or (with `schedule`) in so many seconds; a reason only counts while the call still rings. */
export async function hangUp({ call }: PlivoContext, { values }: PlivoElement): Promise<Next | undefined> {
  const seconds = values.integer('schedule', { min: 0, max: 86_400 }, 0);
  const reason = values.oneOf('reason', ['rejected', 'busy', 'none'], 'none');
  if (seconds > 0) {
    call.endIn(seconds);
    return undefined;
  }
  if (call.answered || reason === 'none') call.endsWith(hangupCauses.byElement);
  else call.endsWith(reason === 'busy' ? hangupCauses.busyByElement : hangupCauses.rejectedByElement);
  return { to: 'hangup' };
}
