import {
  type CallHandler,
  type ExecutionContext,
  HttpException,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { DomainError } from '@ringdown/kernel';
import { correlateAs } from '@ringdown/platform-telemetry';
import type { FastifyRequest } from 'fastify';
import { catchError, defer, from, type Observable, of } from 'rxjs';
import { CallDefectRepository, callIdOf, CallOfAnotherLine } from '../calls/index.js';
import { dialReportedTo, failedAnswer, stepOf } from './callback-context.js';
import { CallRescue } from './call-rescue.js';
import { type VerifiedRequest, verifiedOf } from './provider-signature.guard.js';
import { RescueHandOver } from './rescue-hand-over.js';

type Reached = Pick<VerifiedRequest, 'provider' | 'base' | 'fields'>;
type Parameters = Readonly<Record<string, string | undefined>>;

/**
 * No request of a live call is answered 5xx because of data or a defect of ours: whatever its handler throws, the provider gets a
 * document that leads to the next responder who can be determined, else to the voicemail. The call's log and GET /readiness show it.
 * What is no defect (a forged signature, an unknown line, a request that names no call) is refused as ever.
 */
@Injectable()
export class RescueInterceptor implements NestInterceptor {
  constructor(
    private readonly rescue: CallRescue,
    private readonly defects: CallDefectRepository,
    private readonly handOver: RescueHandOver,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { callId = '' } = request.params as Parameters;
    if (callId) correlateAs(callId);
    const verified = verifiedOf(request);
    if (verified.defect !== undefined) return from(this.rescueFrom(request, verified, verified.defect));
    if (this.rescue.has(callId) && legOf(request) !== 'report')
      return defer(() => of(this.answer(request, callId, verified)));
    return next.handle().pipe(catchError((error: unknown) => from(this.rescueFrom(request, verified, error))));
  }

  /** @throws the same again where it is no defect. */
  private async rescueFrom(request: FastifyRequest, reached: Reached, error: unknown): Promise<string> {
    const isAbsent =
      error instanceof DomainError &&
      ['unavailable', 'not-found'].includes(error.kind) &&
      !(error instanceof CallOfAnotherLine);
    if (isRefusal(error) && !isAbsent) throw error;
    const callId = this.callIdOf(request, reached);
    const { lineId = '' } = request.params as Parameters;
    const defect = failedAnswer(request.raw.url, error);
    if (!isAbsent) void this.defects.note({ callId, lineId, defects: [defect] });
    if (legOf(request) === 'report') {
      // the proxy, or the provider, brings it again
      if (isAbsent) throw error;
      return reached.provider.acknowledgement.body;
    }
    const body = this.answer(request, callId, reached);
    await this.handOver.from({ callId, lineId, defect }, reached);
    return body;
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
      step: stepOf(request.raw.url),
      attempt: Number(attempt ?? lost?.attempt ?? 0) || 0,
    } as const;
    return this.rescue.answer(place, reached);
  }
}

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

function legOf(request: FastifyRequest): 'caller' | 'responder' | 'report' {
  const url = request.raw.url ?? '';
  if (/\/(status|transcript|recordings\/\w+)\/?(\?|$)/.test(url)) return 'report';
  return /\/attempts\/\d+\/(screen|keys|leg)\/?(\?|$)/.test(url) ? 'responder' : 'caller';
}
