import type { LegView } from '../core/call-file.js';
import { Interrupted, reasonOf } from '../core/interrupted.js';
import { pause, until } from '../core/pause.js';
import type { Person } from '../core/person.js';
import { Phone, type RingAnswer } from '../core/phone.js';
import { PlayResponder } from '../core/play-responder.js';
import { secondsBetween } from '../core/timing.js';
import type { DialPlan, DialTarget } from './dial-plan.js';
import { LegReports } from './leg-reports.js';
import { newSid } from './new-sid.js';
import { screenLeg } from './screen-leg.js';
import type { DialledLeg, TwilioCall } from './twilio-call.js';

export type LegEnd = 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';

/** The leg to one responder, from dialling to its end. */
export class DialLeg implements DialledLeg {
  readonly sid = newSid('CA');
  readonly phone: Phone;
  readonly startedAtMs = Date.now();
  readonly person: Person;
  status: string = 'initiated';
  answeredAtMs: number | undefined;
  endedAtMs: number | undefined;
  bridged = false;
  seconds = 0;
  private readonly script: PlayResponder;
  private readonly reports: LegReports;
  private readonly canceled = new AbortController();
  private readonly view: LegView;

  constructor(
    readonly call: TwilioCall,
    readonly plan: DialPlan,
    readonly target: DialTarget,
  ) {
    this.phone = new Phone(target.number);
    this.person = call.personAt(target.number);
    this.script = new PlayResponder(this.person, this.phone, call.file.timing.secondMs);
    this.reports = new LegReports(call, this.sid, plan.callerId, target);
    this.view = {
      sid: this.sid,
      number: target.number,
      status: this.status,
      bridged: false,
      startedAt: new Date().toISOString(),
    };
    call.file.legs.push(this.view);
    call.dialled.set(this.sid, this);
  }

  press(key: string): boolean {
    const heard = this.phone.press(key);
    this.call.file.tell('presses', `${this.who} presses ${key}${heard ? '' : ', and nobody listens'}`, {
      leg: this.sid,
      key,
    });
    return heard;
  }

  /** Who is on this leg, for the story: once picked up it may be seen that it is no human. */
  get who(): string {
    const isBox = this.person.behaviour === 'voicemail' && this.answeredAtMs !== undefined;
    return isBox ? `the voicemail box of ${this.target.number}` : this.target.number;
  }

  get from(): string {
    return this.plan.callerId;
  }

  /** Another leg was faster. */
  cancel(): void {
    this.canceled.abort(new Interrupted('leg-gone'));
  }

  /** Runs the leg to its end. Rejects with Interrupted when the whole dial is given up; then `close` is due. */
  async run(dialSignal: AbortSignal, onPickUp: () => void): Promise<void> {
    const signal = AbortSignal.any([dialSignal, this.phone.gone, this.canceled.signal]);
    try {
      this.reports.send('initiated');
      if (!this.reachable()) return this.close('failed');
      const answer = await this.ring(signal);
      if (answer !== 'answered') return this.close(answer === 'declined' ? 'busy' : 'no-answer');
      onPickUp();
      this.pickUp();
      if (this.target.screen && (await screenLeg(this, signal)) === 'hangup') return this.close('completed');
      await this.talk(signal);
      this.close('completed');
    } catch (error) {
      if (dialSignal.aborted) throw reasonOf(dialSignal);
      if (!(error instanceof Interrupted)) throw error;
      if (this.phone.gone.aborted) this.tell('hangs-up', 'hangs up');
      this.close(this.answeredAtMs ? 'completed' : 'canceled');
    }
  }

  /** Ends the leg and reports it. Doing it twice does nothing. */
  close(end: LegEnd): void {
    if (this.view.endedAt) return;
    this.endedAtMs = Date.now();
    this.view.endedAt = new Date(this.endedAtMs).toISOString();
    this.setStatus(end);
    if (this.answeredAtMs) this.seconds = secondsBetween(this.answeredAtMs, this.endedAtMs, this.call.file.timing);
    this.phone.hangUp();
    if (end === 'no-answer') this.tell('unanswered', 'does not answer');
    if (end === 'failed') this.tell('unanswered', 'cannot be reached');
    if (end === 'canceled') this.tell('leg-ends', 'stops ringing');
    this.reports.sendEnd(end, this.seconds);
  }

  prompted(): void {
    this.script.prompted((key) => this.press(key));
  }

  private reachable(): boolean {
    return this.person.behaviour !== 'unreachable' && /^\+?[1-9]\d{3,14}$/.test(this.target.number);
  }

  private async ring(signal: AbortSignal): Promise<RingAnswer | undefined> {
    this.setStatus('ringing');
    this.reports.send('ringing');
    this.tell('rings', 'rings');
    this.call.file.reach('ringing');
    this.script.ringing();
    const answer = await until<RingAnswer>(this.plan.ringMs, signal, (report) => this.phone.onRingAnswer(report));
    if (answer === 'declined') this.tell('declines', this.person.behaviour === 'busy' ? 'is busy' : 'declines');
    return answer;
  }

  private pickUp(): void {
    this.answeredAtMs = Date.now();
    this.view.answeredAt = new Date().toISOString();
    this.setStatus('in-progress');
    this.reports.send('answered');
    if (!this.target.screen) this.call.file.tell('picks-up', `${this.who} picks up`, { leg: this.sid });
  }

  private async talk(signal: AbortSignal): Promise<void> {
    this.bridged = true;
    this.view.bridged = true;
    this.call.answer();
    const { file } = this.call;
    file.tell('connected', `caller and ${this.who} are connected`, { leg: this.sid });
    file.reach('connected');
    this.script.connected(() => this.call.hangUp('caller'));
    await pause(this.plan.talkLimitMs, signal);
  }

  private setStatus(status: string): void {
    this.status = status;
    this.view.status = status;
    this.call.file.changes.announce();
  }

  private tell(kind: 'rings' | 'declines' | 'unanswered' | 'hangs-up' | 'leg-ends', what: string): void {
    this.call.file.tell(kind, `${this.who} ${what}`, { leg: this.sid });
  }
}
