import type { FastifyInstance } from 'fastify';
import type { Simulator } from '../../simulator.js';
import type { Application, CallUrls, MessageUrls } from '../accounts.js';
import {
  accountOf,
  fieldsOf,
  listOf,
  methodField,
  notFound,
  PlivoError,
  type PlivoRequest,
  type PlivoRoute,
  requiredField,
  urlField,
  withApiId,
} from './api-request.js';

/** Applications: where the calls of a number are answered and reported, and where its texts go. */
export function applicationRoutes(api: FastifyInstance, { plivo }: Simulator): void {
  const owned = (request: PlivoRequest): Application[] =>
    [...plivo.applications.values()].filter(({ accountSid }) => accountSid === accountOf(request).accountSid);
  const find = (request: PlivoRequest): Application => {
    const application = owned(request).find(({ appId }) => appId === request.params.id);
    if (!application) throw notFound();
    return application;
  };
  api.post<PlivoRoute>('/:account/Application/', (request, reply) => {
    const fields = fieldsOf(request);
    const name = requiredField(fields, 'app_name');
    const { appId } = plivo.addApplication(accountOf(request).accountSid, name, changesIn(fields));
    return reply.code(201).send(withApiId({ message: 'created', app_id: appId }));
  });
  api.get<PlivoRoute>('/:account/Application/', (request) => listOf(request, owned(request).map(resource)));
  api.get<PlivoRoute>('/:account/Application/:id/', (request) => withApiId(resource(find(request))));
  api.post<PlivoRoute>('/:account/Application/:id/', (request, reply) => {
    const application = find(request);
    const fields = fieldsOf(request);
    Object.assign(application, changesIn(fields), { name: fields.get('app_name') ?? application.name });
    return reply.code(202).send(withApiId({ message: 'changed' }));
  });
  api.delete<PlivoRoute>('/:account/Application/:id/', (request, reply) => {
    const { appId } = find(request);
    plivo.applications.delete(appId);
    for (const number of plivo.numbers.values()) if (number.appId === appId) number.appId = '';
    return reply.code(204).send();
  });
}

/** The URLs to change: all that are given, or (400) none. */
function changesIn(fields: ReadonlyMap<string, string>): Partial<CallUrls & MessageUrls> {
  const given = {
    answerUrl: urlField(fields, 'answer_url'),
    answerMethod: methodField(fields, 'answer_method'),
    fallbackUrl: urlField(fields, 'fallback_answer_url'),
    fallbackMethod: methodField(fields, 'fallback_method'),
    hangupUrl: urlField(fields, 'hangup_url'),
    hangupMethod: methodField(fields, 'hangup_method'),
    messageUrl: urlField(fields, 'message_url'),
    messageMethod: methodField(fields, 'message_method'),
  };
  if (given.answerUrl === '') throw new PlivoError(400, 'answer_url is not a valid URL');
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<
    CallUrls & MessageUrls
  >;
}

function resource(application: Application): object {
  const { appId, accountSid, name } = application;
  return {
    app_id: appId,
    app_name: name,
    answer_url: application.answerUrl,
    answer_method: application.answerMethod,
    fallback_answer_url: application.fallbackUrl,
    fallback_method: application.fallbackMethod,
    hangup_url: application.hangupUrl,
    hangup_method: application.hangupMethod,
    message_url: application.messageUrl,
    message_method: application.messageMethod,
    default_app: false,
    default_endpoint_app: false,
    enabled: true,
    log_incoming_messages: true,
    public_uri: false,
    sip_uri: `sip:${appId}@app.plivo.com`,
    sub_account: null,
    resource_uri: `/v1/Account/${accountSid}/Application/${appId}/`,
  };
}
