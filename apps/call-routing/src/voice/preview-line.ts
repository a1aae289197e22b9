import { Injectable } from '@nestjs/common';
import type { ConfigDocument, Preview } from '@ringdown/contracts';
import { type Attempt, dryRun, unknownCaller } from '@ringdown/domain-calls';
import { DomainError } from '@ringdown/kernel';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { PlanCall } from './plan-call.js';
import { WhoIsOnCall } from './who-is-on-call.js';

type Line = ConfigDocument<'line'>;

/** The dry run of a line: what a caller with an unknown number would meet at an instant, by the live path's own rules. */
@Injectable()
export class PreviewLine {
  constructor(
    private readonly mirror: ConfigMirror,
    private readonly planCall: PlanCall,
    private readonly whoIsOnCall: WhoIsOnCall,
  ) {}

  /** @throws DomainError `not-found` for a line that is not known here. */
  async execute(lineId: string, at: Date): Promise<Preview> {
    const line = await this.mirror.find('line', lineId);
    if (!line) throw new DomainError('not-found', `There is no line ${lineId}.`);
    const { plan, setup, test } = this.planCall.execute(line, at, null);
    const { outcome, attempts, says } = dryRun(
      { ...noCall(line), calledAt: at.getTime(), test, setup },
      plan,
      line.enabled ? { kind: 'ring' } : { kind: 'refuse', refusal: 'line_disabled' },
    );
    const via = this.whoIsOnCall.candidates(line, at).map((candidate) => (test ? 'test mode' : candidate.via));
    return {
      at: at.toISOString(),
      outcome,
      attempts: attempts.map(({ attempt, ringSeconds }) => ({
        role: attempt.role,
        user: attempt.user,
        phone: this.phoneOf(attempt),
        via: via[attempt.n - 1] ?? null,
        skipped: attempt.result === 'skipped' ? skipReasonOf(attempt) : null,
        detail: attempt.detail ?? null,
        ringSeconds,
      })),
      says: says.map(({ when, message }) =>
        'text' in message ? { when, text: message.text } : { when, audioId: message.audioId },
      ),
    };
  }

  private phoneOf({ user }: Attempt): string | null {
    const phone = user && this.mirror.get('user', user.id)?.phone;
    return phone ? `…${phone.slice(-4)}` : null;
  }
}

const noCall = (line: Line) => ({
  id: 'preview',
  lineId: line.id,
  lineName: line.name,
  lineNumber: line.number,
  provider: 'twilio' as const,
  providerCallId: 'preview',
  providerAccountId: line.providerAccountId,
  caller: unknownCaller,
});

const skipReasonOf = ({ reason }: Attempt): Preview['attempts'][number]['skipped'] =>
  reason === 'caller_hung_up' || reason === 'not_bridged' ? null : reason;
