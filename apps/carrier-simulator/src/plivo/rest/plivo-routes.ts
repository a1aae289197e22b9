import type { Route } from '../../http/router.js';
import type { Simulator } from '../../simulator.js';
import { applicationRoutes } from './application-routes.js';
import { callRoutes } from './call-routes.js';
import { messageRoutes } from './message-routes.js';
import { numberRoutes } from './number-routes.js';
import { plivoRoute } from './plivo-door.js';
import { notFound, withApiId } from './plivo-error.js';
import { recordingRoutes } from './recording-routes.js';

/** The part of Plivo's REST API that a routing service uses. Every resource ends in a slash. */
export function plivoRoutes(simulator: Simulator): readonly Route[] {
  return [
    plivoRoute(simulator, 'GET', '/', ({ account: { accountSid } }) =>
      withApiId(200, {
        account_type: 'standard',
        auth_id: accountSid,
        auto_recharge: true,
        billing_mode: 'prepaid',
        cash_credits: '100.00000',
        name: 'Simulated account',
        state: null,
        timezone: 'UTC',
        resource_uri: `/v1/Account/${accountSid}/`,
      }),
    ),
    ...callRoutes(simulator),
    ...recordingRoutes(simulator),
    ...applicationRoutes(simulator),
    ...numberRoutes(simulator),
    ...messageRoutes(simulator),
    ...['', '/:a', '/:a/', '/:a/:b', '/:a/:b/', '/:a/:b/:c/'].map((path) =>
      plivoRoute(simulator, '*', path, () => {
        throw notFound();
      }),
    ),
  ];
}
