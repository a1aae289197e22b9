import type { RunningCall } from '../documents/execution.js';
import { type Person, ResponderScript } from '../phones/person.js';
import { Phone, type RingAnswer } from '../phones/phone.js';
import { Interrupted, pause, reasonOf, until } from './abortable-wait.js';
import type { LegView } from './call-record.js';
import { secondsBetween } from './timing.js';

export type LegEnd = 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';

/** Why a leg came to its end. */
export type LegCause =
  | 'responder'
  | 'caller'
  | 'ring-timeout'
  | 'busy'
  | 'declined'
  | 'unreachable'
  | 'caller-id'
  | 'screening'
  | 'time-limit'
  | 'lost-race'
  | 'api';

/** The number a leg is dialled to, and how long it may ring and talk. */
interface LegPlan {
  readonly sid: string;
  /** As the document has it. */
  readonly number: string;
  readonly from: string;
  readonly ringMs: number;
  readonly talkLimitMs: number;
  readonly screened: boolean;
}

/** What else happens when a leg is picked up, and when it is connected. */
interface LegWatch {
  readonly pickedUp: () => void;
  readonly connected: () => void;
}

/** A call that can ring somebody. */
export interface DiallingCall extends RunningCall {
  readonly dialled: DialledLegs;
  personAt(number: string): Person;
}

/** The leg to one responder, from dialling to its end. */
export abstract class DialLeg {
  readonly sid: string;
  readonly phone: Phone;
  readonly startedAtMs = Date.now();
  readonly person: Person;
  status: string = 'initiated';
  answeredAtMs: number | undefined;
  endedAtMs: number | undefined;
  bridged = false;
  seconds = 0;
  cause: LegCause | undefined;
  private readonly script: ResponderScript;
  private readonly canceled = new AbortController();
  private readonly view: LegView;

  constructor(
    readonly call: DiallingCall,
    private readonly plan: LegPlan,
  ) {
    this.sid = plan.sid;
    this.phone = new Phone(plan.number);
    this.person = call.personAt(plan.number);
    this.script = new ResponderScript(this.person, this.phone, call.record.timing.secondMs);
    const { sid, status, bridged } = this;
    this.view = { sid, number: plan.number, status, bridged, startedAt: new Date().toISOString() };
    call.record.legs.push(this.view);
    call.dialled.set(this.sid, this);
  }

  press(key: string): boolean {
    const heard = this.phone.press(key);
    const text = `${this.label} presses ${key}${heard ? '' : ', and nobody listens'}`;
    this.call.record.log('presses', text, { leg: this.sid, key });
    return heard;
  }

  /** How the story calls whoever is on this leg: once picked up, a voicemail box is named as one. */
  get label(): string {
    const isBox = this.person.behaviour === 'voicemail' && this.answeredAtMs !== undefined;
    return isBox ? `the voicemail box of ${this.plan.number}` : this.plan.number;
  }

  /** The caller ID that is shown to whoever is rung. */
  get from(): string {
    return this.plan.from;
  }

  /** Whether its caller ID may be shown. */
  protected get mayShowCallerId(): boolean {
    return true;
  }

  /** Another leg was faster. */
  cancel(): void {
    this.canceled.abort(new Interrupted('leg-gone'));
  }

  /** Runs the leg to its end. Rejects with Interrupted when the whole dial is given up; then `close` is due. */
  async run(dialSignal: AbortSignal, watch: LegWatch): Promise<void> {
    const signal = AbortSignal.any([dialSignal, this.phone.gone, this.canceled.signal]);
    try {
      this.report('initiated');
      if (!(await this.isPickedUp(signal))) return;
      watch.pickedUp();
      this.pickUp();
      if (this.plan.screened && (await this.screen(signal)) === 'hangup') return this.close('completed', 'screening');
      watch.connected();
      await this.talk(signal);
      this.close('completed', 'time-limit');
    } catch (error) {
      if (dialSignal.aborted) throw reasonOf(dialSignal);
      if (!(error instanceof Interrupted)) throw error;
      if (this.phone.gone.aborted) this.log('hangs-up', 'hangs up');
      this.close(this.answeredAtMs ? 'completed' : 'canceled', this.phone.gone.aborted ? 'responder' : 'lost-race');
    }
  }

  /** Ends the leg and reports it. Doing it twice does nothing. */
  close(end: LegEnd, cause: LegCause): void {
    if (this.view.endedAt) return;
    this.endedAtMs = Date.now();
    this.view.endedAt = new Date(this.endedAtMs).toISOString();
    this.cause = cause;
    this.setStatus(end);
    if (this.answeredAtMs) this.seconds = secondsBetween(this.answeredAtMs, this.endedAtMs, this.call.record.timing);
    this.phone.hangUp();
    if (end === 'no-answer') this.log('unanswered', 'does not answer');
    if (end === 'failed') this.log('unanswered', 'cannot be reached');
    if (end === 'canceled') this.log('leg-ends', 'stops ringing');
    this.reportEnd(end, cause);
  }

  prompted(): void {
    this.script.prompted((key) => this.press(key));
  }

  protected abstract report(event: 'initiated' | 'ringing' | 'answered' | 'connected'): void;
  protected abstract reportEnd(end: LegEnd, cause: LegCause): void;
  /** Plays the screening prompt to whoever picked up. `end`: the two sides are to be bridged; `hangup`: they are not. */
  protected abstract screen(signal: AbortSignal): Promise<'end' | 'hangup'>;

  /** Rings; where nobody picks up the leg is closed already. */
  private async isPickedUp(signal: AbortSignal): Promise<boolean> {
    const isBusy = this.person.behaviour === 'busy';
    if (!this.mayShowCallerId) this.close('failed', 'caller-id');
    else if (!this.reachable()) this.close('failed', 'unreachable');
    else {
      const answer = await this.ring(signal);
      if (answer === 'answered') return true;
      if (answer === undefined) this.close('no-answer', 'ring-timeout');
      else this.close('busy', isBusy ? 'busy' : 'declined');
    }
    return false;
  }

  private reachable(): boolean {
    return this.person.behaviour !== 'unreachable' && /^\+?[1-9]\d{3,14}$/.test(this.plan.number);
  }

  /** The time to answer counts from dialling, be the phone as slow to ring as it may. */
  private async ring(signal: AbortSignal): Promise<RingAnswer | undefined> {
    const { postDialMs } = this.call.record.timing;
    if (postDialMs > 0) await pause(Math.min(postDialMs, this.plan.ringMs), signal);
    this.setStatus('ringing');
    this.report('ringing');
    this.log('rings', 'rings');
    this.call.record.reachMoment('ringing');
    this.script.ringing();
    const answer = await until<RingAnswer>(Math.max(0, this.plan.ringMs - postDialMs), signal, (report) =>
      this.phone.onRingAnswer(report),
    );
    if (answer === 'declined') this.log('declines', this.person.behaviour === 'busy' ? 'is busy' : 'declines');
    return answer;
  }

  private pickUp(): void {
    this.answeredAtMs = Date.now();
    this.view.answeredAt = new Date().toISOString();
    this.setStatus('in-progress');
    this.report('answered');
    if (!this.plan.screened) this.call.record.log('picks-up', `${this.label} picks up`, { leg: this.sid });
  }

  private async talk(signal: AbortSignal): Promise<void> {
    this.bridged = true;
    this.view.bridged = true;
    this.call.answer();
    this.report('connected');
    const { record } = this.call;
    record.log('connected', `caller and ${this.label} are connected`, { leg: this.sid });
    record.reachMoment('connected');
    this.script.connected(() => this.call.hangUp('caller'));
    await pause(this.plan.talkLimitMs, signal);
  }

  private setStatus(status: string): void {
    this.status = status;
    this.view.status = status;
    this.call.record.changes.notify();
  }

  private log(kind: 'rings' | 'declines' | 'unanswered' | 'hangs-up' | 'leg-ends', text: string): void {
    this.call.record.log(kind, `${this.label} ${text}`, { leg: this.sid });
  }
}

interface PickUpStory {
  readonly hears: (heard: string) => void;
  /** Logs at least the picking up, where nothing was heard. */
  readonly flush: () => void;
}

/** Logs the picking up and what is heard first in one sentence. */
export function pickUpStory(leg: DialLeg): PickUpStory {
  const { record } = leg.call;
  let isLogged = false;
  const once = (text: string): void => {
    isLogged = true;
    record.log('picks-up', text, { leg: leg.sid });
  };
  return {
    hears: (heard) =>
      isLogged
        ? record.log('hears', `${leg.label} hears: ${heard}`, { leg: leg.sid })
        : once(`${leg.label} picks up and hears: ${heard}`),
    flush: () => (isLogged ? undefined : once(`${leg.label} picks up`)),
  };
}

export type DialledLegs = Map<string, DialLeg>;
