import { startService } from '@ringdown/platform-http';
import { controlDefinition } from './control.definition.js';

await startService(controlDefinition);
