import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { type Candidate, type LineSetup, type Message, type Planned, ringPlan } from '@ringdown/domain-calls';
import { Settings } from '@ringdown/platform-config';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { DiallingRule } from './dialling-rule.js';
import { WhoIsOnCall } from './who-is-on-call.js';

type Line = ConfigDocument<'line'>;

/** What a call that comes in now would be set to. */
export interface CallPlan {
  readonly plan: readonly Planned[];
  readonly setup: LineSetup;
  readonly test: boolean;
}

/** Who is rung on a line at an instant and what is said, from the configuration in memory: for calls and for dry runs. */
@Injectable()
export class PlanCall {
  constructor(
    private readonly mirror: ConfigMirror,
    private readonly whoIsOnCall: WhoIsOnCall,
    private readonly diallingRule: DiallingRule,
    private readonly settings: Settings,
  ) {}

  execute(line: Line, at: Date, callerNumber: string | null): CallPlan {
    const tester = this.tester(line.id, at);
    const { whyNotDialled } = this.diallingRule;
    const plan = ringPlan(this.whoIsOnCall.candidates(line, at), { callerNumber, whyNotDialled, tester });
    return { plan, setup: this.setupOf(line), test: tester !== null };
  }

  /** By timestamp alone: that nobody has switched the test mode off does not make it last. */
  private tester(lineId: string, at: Date): Candidate['user'] {
    const mode = this.mirror.get('test-mode', lineId);
    return mode && at.getTime() < Date.parse(mode.until) ? this.whoIsOnCall.person(mode.userId) : null;
  }

  private setupOf(line: Line): LineSetup {
    const { messages } = line;
    return {
      ringTimeoutSeconds: line.ringTimeoutSeconds,
      maxWaitSeconds: line.maxWaitSeconds,
      screening: line.screening,
      recordingEnabled: line.recordingEnabled,
      takeMessageWhenNoOneOnCall: line.takeMessageWhenNoOneOnCall,
      progressMessages: line.progressMessages,
      messages: {
        welcome: this.message(messages.welcome, 'Thank you for calling. Please hold.'),
        noOneOnCall: this.message(messages.noOneOnCall, 'Sorry, no one is on call at the moment. Goodbye.'),
        noAnswer: this.message(messages.noAnswer, 'Sorry, no one could answer. Please leave a message after the tone.'),
      },
    };
  }

  /** `words` are said where an audio file is not known here: a caller never meets silence. */
  private message(message: Line['messages']['welcome'], words: string): Message {
    if (message.type === 'text') return { text: message.text, language: message.language, voice: message.voice };
    const audio = this.mirror.get('audio', message.audioId);
    return audio
      ? { audioId: audio.id, audioUrl: `${this.settings.publicUrl}/audio/${audio.file}` }
      : { text: words, language: 'en-US', voice: 'Polly.Joanna' };
  }
}
