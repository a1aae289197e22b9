import { DocumentFault } from './document-fault.js';
import type { Phone } from '../core/phone.js';
import type { DialTarget } from './dial-plan.js';
import type { Stage } from './stage.js';
import { standardParams } from './standard-params.js';
import type { TwilioCall } from './twilio-call.js';

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
  const story = pickUpStory(leg);
  file.reach('screening');
  try {
    const end = await leg.call.follow(stageOf(leg, signal, story.hears), { kind: 'screen', ...screen, params: {} });
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

function stageOf(leg: PickedUpLeg, signal: AbortSignal, hears: (what: string) => void): Stage {
  const { call, target } = leg;
  const identity = {
    accountSid: call.rented.accountSid,
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

/** One sentence for picking up and the first thing heard. */
function pickUpStory({ call, who, sid }: PickedUpLeg): { hears: (what: string) => void; flush: () => void } {
  let told = false;
  const once = (text: string): void => {
    told = true;
    call.file.tell('picks-up', text, { leg: sid });
  };
  return {
    hears: (what) =>
      told
        ? call.file.tell('hears', `${who} hears: ${what}`, { leg: sid })
        : once(`${who} picks up and hears: ${what}`),
    flush: () => (told ? undefined : once(`${who} picks up`)),
  };
}
