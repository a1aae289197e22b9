import type { Route } from '../../http/router.js';
import type { Simulator } from '../../simulator.js';
import type { Application, CallUrls } from '../accounts.js';
import { listOf } from './list-of.js';
import { type PlivoAsked, plivoRoute } from './plivo-door.js';
import { notFound, PlivoError, withApiId } from './plivo-error.js';
import { methodField, neededField, urlField } from './web-fields.js';

/** Applications: where the calls of a number ask and report. */
export function applicationRoutes(simulator: Simulator): readonly Route[] {
  const owned = ({ account }: PlivoAsked): Application[] =>
    [...simulator.plivo.applications.values()].filter(({ accountSid }) => accountSid === account.accountSid);
  const find = (asked: PlivoAsked): Application => {
    const application = owned(asked).find(({ appId }) => appId === asked.params['id']);
    if (!application) throw notFound();
    return application;
  };
  return [
    plivoRoute(simulator, 'POST', '/Application/', (asked) => {
      const { account, fields } = asked;
      const name = neededField(fields, 'app_name');
      const { appId } = simulator.plivo.addApplication(account.accountSid, name, changes(asked));
      return withApiId(201, { message: 'created', app_id: appId });
    }),
    plivoRoute(simulator, 'GET', '/Application/', (asked) => listOf(asked, owned(asked).map(resource))),
    plivoRoute(simulator, 'GET', '/Application/:id/', (asked) => withApiId(200, resource(find(asked)))),
    plivoRoute(simulator, 'POST', '/Application/:id/', (asked) => {
      const application = find(asked);
      Object.assign(application, changes(asked), { name: asked.fields.get('app_name') ?? application.name });
      return withApiId(202, { message: 'changed' });
    }),
    plivoRoute(simulator, 'DELETE', '/Application/:id/', (asked) => {
      const { appId } = find(asked);
      simulator.plivo.applications.delete(appId);
      for (const number of simulator.plivo.numbers.values()) if (number.appId === appId) number.appId = '';
      return { status: 204 };
    }),
  ];
}

/** What of the URLs is to change, all of it or (400) none. */
function changes({ fields }: PlivoAsked): Partial<CallUrls> {
  const given = {
    answerUrl: urlField(fields, 'answer_url'),
    answerMethod: methodField(fields, 'answer_method'),
    fallbackUrl: urlField(fields, 'fallback_answer_url'),
    fallbackMethod: methodField(fields, 'fallback_method'),
    hangupUrl: urlField(fields, 'hangup_url'),
    hangupMethod: methodField(fields, 'hangup_method'),
  };
  if (given.answerUrl === '') throw new PlivoError(400, 'answer_url is not a valid URL');
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<CallUrls>;
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
    message_url: '',
    message_method: 'POST',
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
