import { Controller, Injectable } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { callRpc, type ConfigDocument, type Preview } from '@ringdown/contracts';
import { type Attempt, dryRun, unknownCaller } from '@ringdown/domain-calls';
import { DomainError } from '@ringdown/kernel';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { CallPlanner } from './call-planner.js';
import { WhoIsOnCall } from './who-is-on-call.js';

type Line = ConfigDocument<'line'>;

/** The dry run of a line: what a caller with an unknown number would meet at an instant, by the live path's own rules. */
@Injectable()
export class LinePreview {
  constructor(
    private readonly mirror: ConfigMirror,
    private readonly planner: CallPlanner,
    private readonly whoIsOnCall: WhoIsOnCall,
  ) {}

  /** @throws DomainError `not-found` for a line that is not known here. */
  async preview(lineId: string, at: Date): Promise<Preview> {
    const line = await this.mirror.find('line', lineId);
    if (!line) throw new DomainError('not-found', `There is no line ${lineId}.`);
    const { plan, setup, test } = this.planner.plan(line, at, null);
    const { outcome, attempts, says } = dryRun(
      { ...noCall(line), calledAt: at.getTime(), test, setup },
      plan,
      line.enabled ? { kind: 'ring' } : { kind: 'refuse', refusal: 'line_disabled' },
    );
    const candidates = test ? [] : this.whoIsOnCall.candidates(line, at);
    return {
      at: at.toISOString(),
      outcome,
      attempts: attempts.map(({ attempt, ringSeconds }) => ({
        role: attempt.role,
        user: attempt.standsInFor ?? attempt.user,
        standIn: attempt.standsInFor ? attempt.user : null,
        absent: Boolean(attempt.standsInFor) || attempt.reason === 'absent',
        phone: this.phoneOf(attempt),
        via: test ? 'test mode' : (candidates[attempt.n - 1]?.via ?? null),
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
  provider: 'none',
  capabilities: { screensByItself: false, reportsRinging: true },
  providerCallId: 'preview',
  providerAccountId: line.providerAccountId,
  caller: unknownCaller,
});

const skipReasonOf = ({ reason }: Attempt): Preview['attempts'][number]['skipped'] =>
  reason === 'caller_hung_up' || reason === 'not_bridged' ? null : reason;

@Controller()
export class LinePreviewController {
  constructor(private readonly linePreview: LinePreview) {}

  @MessagePattern(callRpc.preview.subject)
  preview(@Payload() data: unknown): Promise<Preview> {
    const { lineId, at } = callRpc.preview.request.parse(data);
    return this.linePreview.preview(lineId, new Date(at));
  }
}
