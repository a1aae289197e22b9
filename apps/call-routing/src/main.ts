import { startService } from '@ringdown/platform-http';
import { callRoutingDefinition } from './call-routing.definition.js';

await startService(callRoutingDefinition);
