import type { Route } from '../../http/router.js';
import type { Simulator } from '../../simulator.js';
import type { PlivoNumber } from '../accounts.js';
import { bareNumber, fullNumber } from '../wire-format.js';
import { listOf } from './list-of.js';
import { type PlivoAsked, plivoRoute } from './plivo-door.js';
import { notFound, PlivoError, withApiId } from './plivo-error.js';

/** Rented numbers: which application each of them belongs to. */
export function numberRoutes(simulator: Simulator): readonly Route[] {
  const owned = ({ account }: PlivoAsked): PlivoNumber[] =>
    [...simulator.plivo.numbers.values()].filter(({ accountSid }) => accountSid === account.accountSid);
  const find = (asked: PlivoAsked): PlivoNumber => {
    const wanted = fullNumber(asked.params['number'] ?? '');
    const number = owned(asked).find((one) => one.number === wanted);
    if (!number) throw notFound();
    return number;
  };
  return [
    plivoRoute(simulator, 'GET', '/Number/', (asked) => listOf(asked, owned(asked).map(resource))),
    plivoRoute(simulator, 'GET', '/Number/:number/', (asked) => withApiId(200, resource(find(asked)))),
    plivoRoute(simulator, 'POST', '/Number/:number/', (asked) => {
      const number = find(asked);
      const appId = asked.fields.get('app_id') ?? number.appId;
      const isKnown = simulator.plivo.applications.get(appId)?.accountSid === asked.account.accountSid;
      if (appId !== '' && !isKnown) throw new PlivoError(400, `app_id ${appId} does not exist`);
      number.appId = appId;
      number.alias = asked.fields.get('alias') ?? number.alias;
      return withApiId(202, { message: 'changed' });
    }),
  ];
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
