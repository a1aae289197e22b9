import type { FastifyInstance } from 'fastify';
import type { Simulator } from '../../simulator.js';
import type { PlivoNumber } from '../accounts.js';
import { bareNumber, fullNumber } from '../wire-format.js';
import {
  accountOf,
  fieldsOf,
  listOf,
  notFound,
  PlivoError,
  type PlivoRequest,
  type PlivoRoute,
  withApiId,
} from './api-request.js';

/** Rented numbers: which application each of them belongs to. */
export function numberRoutes(api: FastifyInstance, { plivo }: Simulator): void {
  const owned = (request: PlivoRequest): PlivoNumber[] =>
    [...plivo.numbers.values()].filter(({ accountSid }) => accountSid === accountOf(request).accountSid);
  const find = (request: PlivoRequest): PlivoNumber => {
    const wanted = fullNumber(request.params.id);
    const number = owned(request).find((one) => one.number === wanted);
    if (!number) throw notFound();
    return number;
  };
  api.get<PlivoRoute>('/:account/Number/', (request) => listOf(request, owned(request).map(resource)));
  api.get<PlivoRoute>('/:account/Number/:id/', (request) => withApiId(resource(find(request))));
  api.post<PlivoRoute>('/:account/Number/:id/', (request, reply) => {
    const number = find(request);
    const fields = fieldsOf(request);
    const appId = fields.get('app_id') ?? number.appId;
    const isKnown = plivo.applications.get(appId)?.accountSid === accountOf(request).accountSid;
    if (appId !== '' && !isKnown) throw new PlivoError(400, `app_id ${appId} does not exist`);
    number.appId = appId;
    number.alias = fields.get('alias') ?? number.alias;
    return reply.code(202).send(withApiId({ message: 'changed' }));
  });
}

function resource({ number, accountSid, appId, alias }: PlivoNumber): object {
  return {
    number: bareNumber(number),
    alias: alias === '' ? null : alias,
    application: appId === '' ? null : `/v1/Account/${accountSid}/Application/${appId}/`,
    added_on: '2026-01-01',
    carrier: 'Plivo',
    number_type: 'local',
    region: 'United States',
    monthly_rental_rate: '0.50000',
    sms_enabled: true,
    sms_rate: '0.00550',
    voice_enabled: true,
    voice_rate: '0.00550',
    sub_account: null,
    resource_uri: `/v1/Account/${accountSid}/Number/${bareNumber(number)}/`,
  };
}
