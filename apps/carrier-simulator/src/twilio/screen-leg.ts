import { DocumentFault } from '../core/document-fault.js';
import type { Phone } from '../core/phone.js';
import { pickUpStory } from '../core/pick-up-story.js';
import type { DialTarget } from './dial-plan.js';
import { standardParams } from './standard-params.js';
import type { TwilioCall, TwilioStage } from './twilio-call.js';

/** A leg that was picked up, as its screening sees it. */
interface PickedUpLeg {
  readonly sid: string;
  readonly who: string;
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
  const { file } = leg.call;
  const story = pickUpStory(file, leg);
  file.reach('screening');
  try {
    const end = await leg.call.follow(stageOf(leg, signal, story.hears), {
      kind: 'screen',
      ...screen,
      params: {},
    });
    story.flush();
    if (end === 'hangup') file.tell('leg-ends', `the call to ${leg.who} ends without a connection`, { leg: leg.sid });
    return end;
  } catch (error) {
    story.flush();
    if (!(error instanceof DocumentFault)) throw error;
    file.blame(error.code, error.message, error.url, true);
    file.tell('leg-ends', `${leg.who} hears an application error`, { leg: leg.sid });
    return 'hangup';
  }
}

function stageOf(leg: PickedUpLeg, signal: AbortSignal, hears: (what: string) => void): TwilioStage {
  const { call, target } = leg;
  const identity = {
    accountSid: call.accountSid,
    callSid: leg.sid,
    parentCallSid: call.file.callSid,
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
