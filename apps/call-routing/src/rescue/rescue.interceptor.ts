import {
  type CallHandler,
  type ExecutionContext,
  HttpException,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { DomainError } from '@ringdown/kernel';
import type { FastifyRequest } from 'fastify';
import { catchError, defer, from, type Observable, of } from 'rxjs';
import { callIdOf } from '../calls/call-id.js';
import { CallOfAnotherLine } from '../calls/run-call.js';
import { dialReportedTo } from '../voice/lost-dial-report.js';
import type { VerifiedRequest } from '../voice/signed-request.js';
import { VoiceDoor } from '../voice/voice-door.js';
import { CallDefects } from './call-defects.js';
import { HandOver } from './hand-over.js';
import { defectSentence } from './met-defects.js';
import { RescueCall } from './rescue-call.js';

type Reached = Pick<VerifiedRequest, 'provider' | 'base' | 'fields'>;
type Parameters = Readonly<Record<string, string | undefined>>;

/**
 * No request of a live call is answered 5xx because of data or a defect of ours: whatever its handler throws, the provider gets a
 * document that leads to the next responder who can be determined, else to the voicemail. The call's log and GET /readiness tell of it.
 * What is no defect (a forged signature, an unknown line, a request that names no call) is refused as ever.
 */
@Injectable()
export class RescueInterceptor implements NestInterceptor {
  constructor(
    private readonly door: VoiceDoor,
    private readonly rescue: RescueCall,
    private readonly defects: CallDefects,
    private readonly handOver: HandOver,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { callId = '' } = request.params as Parameters;
    const isReport = legOf(request) === 'report';
    if (this.rescue.has(callId) && !isReport)
      return defer(() => of(this.answer(request, callId, this.reachedBy(request))));
    return next.handle().pipe(catchError((error: unknown) => from(this.rescueFrom(request, error))));
  }

  /** @throws the same again where it is no defect. */
  private async rescueFrom(request: FastifyRequest, error: unknown): Promise<string> {
    const reached = this.reachedBy(request);
    const isAbsent =
      error instanceof DomainError &&
      ['unavailable', 'not-found'].includes(error.kind) &&
      !(error instanceof CallOfAnotherLine);
    if (isRefusal(error) && !isAbsent) throw error;
    const callId = this.callIdOf(request, reached);
    if (!isAbsent) this.tell(request, callId, error);
    if (legOf(request) === 'report') {
      // the proxy, or the provider, brings it again
      if (isAbsent) throw error;
      return reached.provider.acknowledgement.body;
    }
    const body = this.answer(request, callId, reached);
    const { lineId = '' } = request.params as Parameters;
    await this.handOver.from({ callId, lineId, defect: sentenceOf(request, error) }, reached);
    return body;
  }

  /** @throws DomainError `forbidden` where nobody can tell whether the provider asks. */
  private reachedBy(request: FastifyRequest): Reached {
    try {
      return this.door.enter(request);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      return this.reachedByKey(request, error);
    }
  }

  /** The check of signatures itself has failed: only the fallback address proves by itself, with its key, where it comes from. */
  private reachedByKey(request: FastifyRequest, error: unknown): Reached {
    this.tell(request, null, error);
    const reached = this.door.enterByKey(request);
    if (reached) return reached;
    throw new DomainError('forbidden', 'The signature could not be checked. Ask the fallback URL of the line.');
  }

  private callIdOf(request: FastifyRequest, { provider, fields }: Reached): string {
    const { callId } = request.params as Parameters;
    const lost = dialReportedTo(quietly(() => provider.readFailedUrl(fields)));
    return callId ?? lost?.callId ?? callIdOf(provider.name, quietly(() => provider.readCallId(fields)) ?? request.id);
  }

  private answer(request: FastifyRequest, callId: string, reached: Reached): string {
    const { lineId = '', attempt } = request.params as Parameters;
    const lost = dialReportedTo(quietly(() => reached.provider.readFailedUrl(reached.fields)));
    const leg = legOf(request) === 'responder' ? 'responder' : 'caller';
    const place = {
      callId,
      lineId,
      leg,
      step: stepOf(request),
      attempt: Number(attempt ?? lost?.attempt ?? 0) || 0,
    } as const;
    return this.rescue.answer(place, reached);
  }

  private tell(request: FastifyRequest, callId: string | null, error: unknown): void {
    const { lineId = '' } = request.params as Parameters;
    void this.defects.note({ callId, lineId, defects: [sentenceOf(request, error)] });
  }
}

const sentenceOf = (request: FastifyRequest, error: unknown): string =>
  defectSentence(`The answer to "${stepOf(request) || 'a call that comes in'}" failed`, error);

/** What is no defect: the request is none of a call, or of another line's. A call that is out of reach is another matter. */
const isRefusal = (error: unknown): boolean =>
  error instanceof DomainError || (error instanceof HttpException && error.getStatus() < 500);

function quietly<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

/** `/voice/twilio/line_1/calls/call_1/attempts/2/dial` → `dial`; empty for the line's own address and its fallback. */
function stepOf(request: FastifyRequest): string {
  const [, path = ''] = /\/calls\/[^/]+\/([^?]*)/.exec(request.raw.url ?? '') ?? [];
  return path.replace(/\/$/, '').split('/').pop() ?? '';
}

function legOf(request: FastifyRequest): 'caller' | 'responder' | 'report' {
  const url = request.raw.url ?? '';
  if (/\/(status|transcript|recordings\/\w+)\/?(\?|$)/.test(url)) return 'report';
  return /\/attempts\/\d+\/(screen|keys|leg)\/?(\?|$)/.test(url) ? 'responder' : 'caller';
}
