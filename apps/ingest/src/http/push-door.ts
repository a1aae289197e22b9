import { ingestEvents } from '@ringdown/contracts';
import { Clock, DomainError } from '@ringdown/kernel';
import { LOGGER, toProblem } from '@ringdown/platform-http';
import { fact, type OutboxFact } from '@ringdown/platform-messaging';
import { newId } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { IntegrationTokens } from '../alerts/integration-tokens.js';
import { readPushEvent } from '../alerts/read-push-event.js';
import { Intake } from '../intake/intake.js';
import { refused } from '../metrics.js';
import { readBody } from './read-body.js';

const maxBodyBytes = 512 * 1024;
/** Read to the end although it is refused: a client that is cut off while it sends never sees why. */
const mostReadBytes = 8 * 1024 * 1024;
/** NATS carries 1 MiB a message; escapes can make an event up to six times as long as what was sent. */
const maxFactBytes = 900_000;
const mayGrowTooLong = maxFactBytes / 6 - 1000;

export interface PushDoorParts {
  readonly tokens: Pick<IntegrationTokens, 'find' | 'ready'>;
  readonly intake: Pick<Intake, 'accept'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

type PushRequest = FastifyRequest<{ Params: { token: string }; Body: Buffer | undefined }>;

export const openPushDoor = (app: NestFastifyApplication): void =>
  addPushRoute(app.getHttpAdapter().getInstance(), {
    tokens: app.get(IntegrationTokens),
    intake: app.get(Intake),
    clock: app.get(Clock),
    logger: app.get<Logger>(LOGGER),
  });

/** `POST /:token/push-events`: a plain route, since every alert of every monitor goes through here. */
export function addPushRoute(fastify: FastifyInstance, parts: PushDoorParts): void {
  void fastify.register((scope, _options, done) => {
    scope.addHook('onRequest', (request, _reply, next) => {
      simplifyContentType(request);
      next();
    });
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    scope.post<{ Params: { token: string }; Body: Buffer | undefined }>(
      '/:token/push-events',
      {
        bodyLimit: mostReadBytes,
        errorHandler: (error, _request, reply) => void answerFailure(reply, error, parts.logger),
      },
      (request, reply) => push(parts, request, reply),
    );
    done();
  });
}

/** Leaves the media type alone, or nothing: fastify would refuse an empty or malformed header, and with it the alert. */
function simplifyContentType({ raw: { headers } }: FastifyRequest): void {
  const mediaType = /^\s*([\w.+-]+\/[\w.+-]+)/.exec(headers['content-type'] ?? '')?.[1];
  if (mediaType) headers['content-type'] = mediaType;
  else delete headers['content-type'];
}

async function push({ tokens, intake, clock }: PushDoorParts, request: PushRequest, reply: FastifyReply) {
  const integrationId = await tokens.find(request.params.token);
  if (integrationId === undefined) {
    // Told 404, a monitor drops the alert; told 500, it tries again.
    if (!tokens.ready) return reply.status(500).send({});
    const detail = 'No integration has this token. Copy the integration’s URL again: its token may have been changed.';
    return refuse(reply, new DomainError('not-found', detail));
  }
  const { alert, warnings } = readAlert(request, integrationId, clock.now());
  try {
    await intake.accept(alert);
  } catch {
    refused.inc({ reason: 'not-durable' });
    return reply.status(500).send({});
  }
  return reply.status(200).send(warnings.length > 0 ? { Ok: true, warnings } : { Ok: true });
}

function readAlert(request: PushRequest, integrationId: string, at: Date) {
  if ((request.body?.length ?? 0) > maxBodyBytes) throw new DomainError('too-large', tooLarge);
  const body = readBody(request.headers['content-type'], request.body);
  if (body.kind === 'refused') throw new DomainError('invalid', body.detail);
  const reading = readPushEvent(body.fields);
  if (reading.kind === 'refused') throw new DomainError('invalid', reading.detail);
  const id = newId('event');
  const { event, warnings } = reading;
  const data = { id, integrationId, ...event, warnings: [...warnings], acceptedAt: at.toISOString() };
  const alert = fact(ingestEvents.alertAccepted, data, { id, correlationId: givenCorrelation(request) ?? id });
  if ((request.body?.length ?? 0) > mayGrowTooLong) assertCarriable(alert);
  return { alert, warnings };
}

/** It goes on as a header of NATS, so only what is harmless in one. */
function givenCorrelation({ headers }: FastifyRequest): string | undefined {
  const given = headers['x-correlation-id'];
  return typeof given === 'string' && /^[\w.:/-]{1,200}$/.test(given) ? given : undefined;
}

function assertCarriable(alert: OutboxFact): void {
  if (Buffer.byteLength(JSON.stringify(alert.data)) > maxFactBytes) throw new DomainError('too-large', tooLarge);
}

const tooLarge = 'The body is larger than 512 KiB. Send less in it, for example a link to the details.';

function answerFailure(reply: FastifyReply, error: unknown, logger: Logger): FastifyReply {
  if (error instanceof DomainError) return refuse(reply, error);
  const { status, detail } = toProblem(error);
  if (status === 413) return refuse(reply, new DomainError('too-large', tooLarge));
  if (status < 500) return refuse(reply, new DomainError('invalid', detail));
  logger.error({ err: error }, 'an event could not be accepted');
  refused.inc({ reason: 'failed' });
  return reply.status(500).send({});
}

function refuse(reply: FastifyReply, error: DomainError): FastifyReply {
  refused.inc({ reason: error.kind });
  const problem = toProblem(error);
  return reply.status(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}
