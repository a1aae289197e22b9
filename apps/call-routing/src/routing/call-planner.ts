import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { type Candidate, type LineSetup, type Message, type Planned, ringPlan } from '@ringdown/domain-calls';
import { Settings } from '@ringdown/platform-config';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { lastResortWords } from '@ringdown/telephony';
import { MetDefects } from '../calls/index.js';
import { DiallingRule } from './dialling-rule.js';
import { WhoIsOnCall } from './who-is-on-call.js';

type Line = ConfigDocument<'line'>;

/** What a call that comes in now would be set to. */
interface CallPlan {
  readonly plan: readonly Planned[];
  readonly setup: LineSetup;
  readonly test: boolean;
  /** What could not be determined, in sentences; the rest of the plan is as it would be. */
  readonly defects: readonly string[];
}

/** Who is rung on a line at an instant and what is said, from the configuration in memory: for calls and for dry runs. */
@Injectable()
export class CallPlanner {
  constructor(
    private readonly mirror: ConfigMirror,
    private readonly whoIsOnCall: WhoIsOnCall,
    private readonly diallingRule: DiallingRule,
    private readonly settings: Settings,
  ) {}

  plan(line: Line, at: Date, callerNumber: string | null): CallPlan {
    const met = new MetDefects();
    const tester = met.determine(
      'Whether the line is in test mode could not be determined',
      () => this.tester(line.id, at),
      null,
    );
    const candidates = this.whoIsOnCall.candidates(line, at, met);
    const whyNotDialled = (phone: string): string | null =>
      met.determine(
        'Whether a phone may be dialled could not be determined',
        () => this.diallingRule.whyNotDialled(phone),
        'has a phone number that could not be checked against the dialling rule',
      );
    const plan = ringPlan(candidates, { callerNumber, whyNotDialled, tester });
    return { plan, setup: this.setupOf(line, met), test: tester !== null, defects: met.sentences };
  }

  /** By timestamp alone: that nobody has switched the test mode off does not make it last. */
  private tester(lineId: string, at: Date): Candidate['user'] {
    const mode = this.mirror.get('test-mode', lineId);
    return mode && at.getTime() < Date.parse(mode.until) ? this.whoIsOnCall.person(mode.userId) : null;
  }

  private setupOf(line: Line, met: MetDefects): LineSetup {
    const { messages } = line;
    const said = (message: Line['messages']['welcome'], words: string): Message =>
      met.determine('A message of the line could not be read', () => this.message(message, words), spoken(words));
    return lineSetup(line, {
      welcome: said(messages.welcome, 'Thank you for calling. Please hold.'),
      noOneOnCall: said(messages.noOneOnCall, 'Sorry, no one is on call at the moment. Goodbye.'),
      noAnswer: said(messages.noAnswer, 'Sorry, no one could answer. Please leave a message after the tone.'),
    });
  }

  /** `words` are said where an audio file is not known here: a caller never meets silence. */
  private message(message: Line['messages']['welcome'], words: string): Message {
    if (message.type === 'text') return { text: message.text, language: message.language, voice: message.voice };
    const audio = this.mirror.get('audio', message.audioId);
    return audio ? { audioId: audio.id, audioUrl: `${this.settings.publicUrl}/audio/${audio.file}` } : spoken(words);
  }
}

/** What a line sets its calls to. */
export const lineSetup = (line: Line, messages: LineSetup['messages']): LineSetup => ({
  ringTimeoutSeconds: line.ringTimeoutSeconds,
  maxWaitSeconds: line.maxWaitSeconds,
  screening: line.screening,
  recordingEnabled: line.recordingEnabled,
  takeMessageWhenNoOneOnCall: line.takeMessageWhenNoOneOnCall,
  progressMessages: line.progressMessages,
  messages,
});

/** Words of ours, where the line's own cannot be had. */
export const spoken = (text: string): Message => ({
  text,
  language: lastResortWords.language,
  voice: lastResortWords.voice,
});
