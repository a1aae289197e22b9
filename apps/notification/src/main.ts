import { startService } from '@ringdown/platform-http';
import { notificationService } from './service.js';

await startService(notificationService);
