import { Inject, Injectable } from '@nestjs/common';
import { lineDefaults } from '@ringdown/contracts';
import { longestCallMs } from '@ringdown/domain-calls';
import { Clock } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { ConfigMirror } from '@ringdown/platform-messaging';
import type { Logger } from '@ringdown/platform-telemetry';
import { type CallerInstruction, lastResortWords, type ResponderInstruction } from '@ringdown/telephony';
import { callUrls } from '../calls/index.js';
import { orWithout, type RescueResponder, RescueResponders } from '../routing/index.js';
import type { VerifiedRequest } from './provider-signature.guard.js';

/** Where in a call a request stands, by its address alone. */
interface RescuePlace {
  readonly callId: string;
  readonly lineId: string;
  readonly leg: 'caller' | 'responder';
  /** The last part of the address: `proceed`, `dial`, `message`, `screen`, `keys`, `leg`; empty for a call that comes in. */
  readonly step: string;
  /** 0 where the address names none. */
  readonly attempt: number;
}

type Reached = Pick<VerifiedRequest, 'provider' | 'base' | 'fields'>;

interface Rescued {
  readonly since: number;
  /** Who can be determined, in the order of the roles. */
  readonly responders: readonly RescueResponder[];
  readonly rung: Set<number>;
  /** Attempts that were accepted by key, or bridged. */
  readonly accepted: Set<number>;
  /** What was answered at which address: a request that comes twice gets the same. */
  readonly answers: Map<string, string>;
}

const { language, voice, sorry } = lastResortWords;
const like = { language, voice };
const fourHoursSeconds = 4 * 60 * 60;
const silenceSeconds = 10;
/** Prompt and silence together. */
const screeningSeconds = 20;

/**
 * A call whose own decisions have failed goes on from its addresses alone: the next responder who can be determined rings, each once,
 * and after the last one the caller leaves a message. It shares nothing with the decisions of a call but its addresses, and what it
 * renders falls back to constant text. Ring times are the provider's here.
 */
@Injectable()
export class CallRescue {
  private readonly calls = new Map<string, Rescued>();

  constructor(
    private readonly mirror: ConfigMirror,
    private readonly responders: RescueResponders,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Once a call is rescued it stays so: its state does not know what has been rung since. */
  has(callId: string): boolean {
    return this.calls.has(callId);
  }

  /** The document for this request. Never throws. */
  answer(place: RescuePlace, reached: Reached): string {
    const rescued = this.calls.get(place.callId) ?? this.begin(place);
    // only an address that names its attempt is asked for one thing alone
    const key = place.attempt > 0 && place.step !== '' ? `${place.step} ${place.attempt}` : null;
    const before = key && rescued.answers.get(key);
    if (before) return before;
    const body =
      place.leg === 'caller' ? this.forCaller(rescued, place, reached) : this.forResponder(rescued, place, reached);
    if (key) rescued.answers.set(key, body);
    return body;
  }

  private begin(place: RescuePlace): Rescued {
    const now = this.clock.now().getTime();
    for (const [id, { since }] of this.calls) if (now - since > longestCallMs) this.calls.delete(id);
    const responders = this.responders.of(place, this.clock.now());
    const rescued = {
      since: now,
      responders,
      rung: new Set<number>(),
      accepted: new Set<number>(),
      answers: new Map<string, string>(),
    };
    this.calls.set(place.callId, rescued);
    return rescued;
  }

  private forCaller(rescued: Rescued, place: RescuePlace, reached: Reached): string {
    if (place.step === 'message')
      return this.render(reached, { kind: 'hang-up', say: null }) ?? reached.provider.lastResort.hangUp;
    if (place.step === 'dial' && this.isOver(rescued, place, reached)) return reached.provider.lastResort.hangUp;
    for (const { attempt, phone } of rescued.responders) {
      if (rescued.rung.has(attempt)) continue;
      rescued.rung.add(attempt);
      return this.ring(place, reached, { attempt, phone });
    }
    return this.takeMessage(place, reached);
  }

  /** A conversation that was had is not to be followed by another ring. */
  private isOver({ accepted }: Rescued, { attempt }: RescuePlace, { provider, fields }: Reached): boolean {
    const dial = this.attempt('how the dial ended', () => provider.readDial(fields));
    if (!dial) return false;
    return dial.callerGone || (dial.bridged ?? (dial.completed && accepted.has(attempt)));
  }

  private ring({ callId, lineId }: RescuePlace, reached: Reached, { attempt, phone: number }: RescueResponder): string {
    const line = this.mirror.get('line', lineId);
    const urls = callUrls(reached.base, callId);
    const { over, screen, leg } = urls.attempt(attempt);
    const [callerId, seconds] = [line?.number ?? '', line?.ringTimeoutSeconds ?? lineDefaults.ringTimeoutSeconds];
    const document = this.render(reached, {
      kind: 'dial',
      number,
      callerId,
      timeoutSeconds: seconds,
      timeLimitSeconds: fourHoursSeconds,
      screeningSeconds,
      screened: true,
      recorded: false,
      urls: { over, screen, leg, recording: urls.recording('conversation') },
    });
    const { lastResort } = reached.provider;
    return document ?? lastResort.ring({ number, callerId, seconds, method: 'POST', urls: { over, screen, leg } });
  }

  private takeMessage({ callId, lineId }: RescuePlace, reached: Reached): string {
    const urls = callUrls(reached.base, callId);
    const recording = urls.recording('voicemail');
    const said = this.mirror.get('line', lineId)?.messages.noAnswer;
    const words = said?.type === 'text' ? said : { text: sorry, ...like };
    const instruction = { kind: 'take-message' as const, urls: { over: urls.message, recording, transcript: null } };
    const document = this.render(reached, {
      ...instruction,
      say: { parts: [{ text: words.text }], language: words.language, voice: words.voice },
    });
    return document ?? reached.provider.lastResort.takeMessage(urls.message, recording);
  }

  private forResponder(rescued: Rescued, place: RescuePlace, reached: Reached): string {
    const { provider, fields, base } = reached;
    const { lastResort } = provider;
    const { attempt } = place;
    if (place.step === 'leg') {
      if (this.attempt('what a leg reports', () => provider.readLeg(fields)) === 'bridged')
        rescued.accepted.add(attempt);
      return provider.acknowledgement.body;
    }
    if (place.step === 'keys') {
      if (this.attempt('which key was pressed', () => provider.readKeys(fields)) !== '1') return lastResort.refuse;
      rescued.accepted.add(attempt);
      return this.renderForResponder(reached, { kind: 'connect' }) ?? lastResort.connect;
    }
    const { keys } = callUrls(base, place.callId).attempt(attempt);
    const name = this.mirror.get('line', place.lineId)?.name ?? 'your line';
    const say = { parts: [{ text: `There is a call on ${name}. Press 1 to accept, or 2 to pass it on.` }], ...like };
    return (
      this.renderForResponder(reached, { kind: 'ask', say, silenceSeconds, keysUrl: keys }) ?? lastResort.ask(keys)
    );
  }

  private render({ provider }: Reached, instruction: CallerInstruction): string | null {
    return this.attempt('a document', () => provider.renderForCaller(instruction).body);
  }

  private renderForResponder({ provider }: Reached, instruction: ResponderInstruction): string | null {
    return this.attempt('a document', () => provider.renderForResponder(instruction).body);
  }

  private attempt<T>(what: string, work: () => T): T | null {
    return orWithout(this.logger, what, work);
  }
}
