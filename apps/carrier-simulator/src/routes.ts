import type { Carrier } from './carrier.js';
import type { Route } from './http/router.js';
import { callRoutes } from './sim/call-routes.js';
import { plivoRoutes } from './plivo/rest/plivo-routes.js';
import { worldRoutes } from './sim/world-routes.js';
import { sinkRoutes } from './sinks/sink-routes.js';
import { restRoutes } from './twilio/rest/rest-routes.js';

/** Everything that this server answers: its control, its inboxes, and the providers' REST APIs. */
export function routesOf(carrier: Carrier): readonly Route[] {
  return [
    ...worldRoutes(carrier),
    ...callRoutes(carrier),
    ...sinkRoutes(carrier.sinks),
    ...restRoutes(carrier),
    ...plivoRoutes(carrier),
  ];
}
