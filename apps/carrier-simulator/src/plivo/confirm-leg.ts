import { Interrupted } from '../calls/abortable-wait.js';
import { type DialLeg, pickUpStory } from '../calls/dial-leg.js';
import { DocumentError } from '../documents/execution.js';
import { KeyBuffer } from '../phones/phone.js';
import type { Confirmation, DialPlan } from './dial-plan.js';
import { plivoElement } from './element.js';
import { fetchDocument } from './fetch-document.js';
import { prompt } from './prompts.js';
import type { PlivoContext, RunningPlivoCall } from './running-call.js';

/** What the challenge has to know of the leg that it is put to. */
interface ChallengedLeg extends DialLeg {
  readonly call: RunningPlivoCall;
  readonly dial: DialPlan;
  readonly events: { params(): Record<string, string> };
}

/**
 * Plays the confirm sound to whoever picked up and waits for the confirm key, until the time from the pick-up is over.
 * Other keys count for nothing. `end`: the two sides are to be connected; `hangup`: the challenge failed.
 */
export async function confirmLeg(leg: ChallengedLeg, signal: AbortSignal): Promise<'end' | 'hangup'> {
  const { confirmation } = leg.dial;
  if (!confirmation) return 'end';
  const { record } = leg.call;
  const story = pickUpStory(leg);
  const keys = new KeyBuffer(leg.phone);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Interrupted('leg-gone')), confirmation.timeoutMs);
  record.reachMoment('screening');
  try {
    const during = AbortSignal.any([signal, late.signal]);
    await playSound(leg, confirmation, { signal: during, touched: keys.touched, hears: story.hears });
    story.flush();
    if (!confirmation.key) return 'end';
    for (;;) if ((await keys.next(Infinity, during)) === confirmation.key) return 'end';
  } catch (error) {
    story.flush();
    if (!late.signal.aborted || signal.aborted) throw error;
    record.log('leg-ends', `the call to ${leg.label} ends without a connection`, { leg: leg.sid });
    return 'hangup';
  } finally {
    clearTimeout(timer);
    keys.close();
  }
}

interface Listening {
  readonly signal: AbortSignal;
  readonly touched: AbortSignal;
  readonly hears: (heard: string) => void;
}

/** A sound that cannot be fetched leaves the responder in silence; the key counts all the same. */
async function playSound(leg: ChallengedLeg, { soundUrl: url }: Confirmation, listening: Listening): Promise<void> {
  const { call } = leg;
  const { signal, touched, hears } = listening;
  const context: PlivoContext = {
    call,
    legSid: leg.sid,
    phone: leg.phone,
    signal,
    screening: true,
    params: () => leg.events.params(),
    hears,
    prompted: () => leg.prompted(),
  };
  try {
    const { root, from } = await fetchDocument(context, { kind: 'screen', url, method: 'POST', params: {} });
    context.prompted();
    const heard = { ...context, signal: AbortSignal.any([signal, touched]) };
    const sounds = root.children.filter(({ name }) => ['Speak', 'Play', 'Wait'].includes(name));
    for (const sound of sounds) await prompt(heard, plivoElement(sound, from));
  } catch (error) {
    if (error instanceof DocumentError) call.record.addFault(error.code, error.message, error.url, false);
    else if (!touched.aborted || signal.aborted) throw error;
  }
}
