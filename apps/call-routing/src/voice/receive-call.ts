import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import {
  type Call,
  type CallFacts,
  type LineSetup,
  type Refusal,
  ringPlan,
  type SpokenMessage,
} from '@ringdown/domain-calls';
import { Clock } from '@ringdown/kernel';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { newId } from '@ringdown/platform-persistence';
import { correlateAs } from '@ringdown/platform-telemetry';
import type { IncomingCall } from '@ringdown/telephony';
import { RunCall } from '../calls/run-call.js';
import { WhoIsOnCall } from './who-is-on-call.js';

type Line = ConfigDocument<'line'>;
type Contact = ConfigDocument<'contact'>;

/** A call comes in: who calls, who is on call now, and nothing asked of anybody. */
@Injectable()
export class ReceiveCall {
  private readonly contacts = new Map<string, Contact>();
  private readonly phones = new Map<string, string>();

  constructor(
    private readonly runCall: RunCall,
    private readonly whoIsOnCall: WhoIsOnCall,
    private readonly clock: Clock,
    mirror: ConfigMirror,
  ) {
    mirror.onChange('contact', (id, contact) => {
      const old = this.phones.get(id);
      if (old) this.contacts.delete(old);
      this.phones.delete(id);
      if (!contact) return;
      this.contacts.set(contact.phone, contact);
      this.phones.set(id, contact.phone);
    });
  }

  execute(line: Line, provider: 'twilio' | 'plivo', { providerCallId, callerNumber }: IncomingCall): Promise<Call> {
    const at = this.clock.now();
    const contact = callerNumber ? this.contacts.get(callerNumber) : undefined;
    const caller = { number: callerNumber, name: contact?.name ?? null, contactId: contact?.id ?? null };
    const id = newId('call');
    correlateAs(id);
    const facts: CallFacts = {
      id,
      lineId: line.id,
      lineName: line.name,
      lineNumber: line.number,
      provider,
      providerCallId,
      providerAccountId: line.providerAccountId,
      caller,
      calledAt: at.getTime(),
      test: false,
      setup: setupOf(line),
    };
    const plan = ringPlan(this.whoIsOnCall.candidates(line, at), callerNumber);
    return this.runCall.receive({ type: 'receive', at: at.getTime(), facts, plan, refusal: refusalOf(line, contact) });
  }

  nameOf(callerNumber: string | null): Contact | undefined {
    return callerNumber ? this.contacts.get(callerNumber) : undefined;
  }
}

const refusalOf = (line: Line, contact: Contact | undefined): Refusal | null => {
  if (!line.enabled) return 'line_disabled';
  return contact?.blocked ? 'caller_blocked' : null;
};

const spoken = ({ text, language, voice }: SpokenMessage): SpokenMessage => ({ text, language, voice });

const setupOf = (line: Line): LineSetup => ({
  ringTimeoutSeconds: line.ringTimeoutSeconds,
  maxWaitSeconds: line.maxWaitSeconds,
  screening: line.screening,
  recordingEnabled: line.recordingEnabled,
  takeMessageWhenNoOneOnCall: line.takeMessageWhenNoOneOnCall,
  progressMessages: line.progressMessages,
  messages: {
    welcome: spoken(line.messages.welcome),
    noOneOnCall: spoken(line.messages.noOneOnCall),
    noAnswer: spoken(line.messages.noAnswer),
  },
});
