import { json } from '../../http/answer.js';
import type { Route } from '../../http/router.js';
import type { Simulator } from '../../simulator.js';
import { restCallRoutes } from './call-routes.js';
import { messageRoutes } from './message-routes.js';
import { numberRoutes } from './number-routes.js';
import { recordingRoutes } from './recording-routes.js';
import { restRoute } from './rest-door.js';
import { notFound } from './rest-error.js';

/** The part of Twilio's REST API that a routing service uses. */
export function restRoutes(simulator: Simulator): readonly Route[] {
  return [
    restRoute(simulator, 'GET', '.json', ({ account: { accountSid: sid } }) =>
      json(200, {
        sid,
        friendly_name: 'Simulated account',
        status: 'active',
        type: 'Full',
        uri: `/2010-04-01/Accounts/${sid}.json`,
      }),
    ),
    ...restCallRoutes(simulator),
    ...recordingRoutes(simulator),
    ...numberRoutes(simulator),
    ...messageRoutes(simulator),
    ...['/:a', '/:a/:b', '/:a/:b/:c'].map((path) =>
      restRoute(simulator, '*', path, (asked) => {
        throw notFound(asked.path);
      }),
    ),
  ];
}
