import { DocumentError } from '../core/document-fault.js';
import type { Phone } from '../core/phone.js';
import { pickUpStory } from '../core/pick-up-story.js';
import type { DialTarget } from './dial-plan.js';
import { standardParams } from './standard-params.js';
import type { TwilioCall, TwilioContext } from './twilio-call.js';

/** A leg that was picked up, as its screening sees it. */
interface PickedUpLeg {
  readonly sid: string;
  readonly label: string;
  readonly status: string;
  readonly from: string;
  readonly phone: Phone;
  readonly call: TwilioCall;
  readonly target: DialTarget;
  prompted(): void;
}

/**
 * Executes the document of `<Number url>` on the leg that was just picked up, with that leg's own identity. `end`: the two
 * sides are to be bridged; `hangup`: the document, or a fault in it, ended the leg.
 */
export async function screenLeg(leg: PickedUpLeg, signal: AbortSignal): Promise<'end' | 'hangup'> {
  const { screen } = leg.target;
  if (!screen) return 'end';
  const { record } = leg.call;
  const story = pickUpStory(record, leg);
  record.reachMoment('screening');
  try {
    const end = await leg.call.follow(contextOf(leg, signal, story.hears), {
      kind: 'screen',
      ...screen,
      params: {},
    });
    story.flush();
    if (end === 'hangup')
      record.log('leg-ends', `the call to ${leg.label} ends without a connection`, { leg: leg.sid });
    return end;
  } catch (error) {
    story.flush();
    if (!(error instanceof DocumentError)) throw error;
    record.addFault(error.code, error.message, error.url, true);
    record.log('leg-ends', `${leg.label} hears an application error`, { leg: leg.sid });
    return 'hangup';
  }
}

function contextOf(leg: PickedUpLeg, signal: AbortSignal, hears: (what: string) => void): TwilioContext {
  const { call, target } = leg;
  const identity = {
    accountSid: call.accountSid,
    callSid: leg.sid,
    parentCallSid: call.record.callSid,
    from: leg.from,
    to: target.number,
    direction: 'outbound-dial',
  } as const;
  return {
    call,
    legSid: leg.sid,
    phone: leg.phone,
    signal,
    screening: true,
    params: () => standardParams({ ...identity, callStatus: leg.status }),
    hears,
    prompted: () => leg.prompted(),
  };
}
