import type { Route } from './http/router.js';
import { inboxRoutes } from './inboxes/inbox-routes.js';
import { plivoRoutes } from './plivo/rest/plivo-routes.js';
import { callRoutes } from './sim/call-routes.js';
import { worldRoutes } from './sim/world-routes.js';
import type { Simulator } from './simulator.js';
import { restRoutes } from './twilio/rest/rest-routes.js';

/** Everything that this server answers: its control, its inboxes, and the providers' REST APIs. */
export function routesOf(simulator: Simulator): readonly Route[] {
  return [
    ...worldRoutes(simulator),
    ...callRoutes(simulator),
    ...inboxRoutes(simulator.inboxes),
    ...restRoutes(simulator),
    ...plivoRoutes(simulator),
  ];
}
