import { startService } from '@ringdown/platform-http';
import { AppModule } from './app.module.js';

await startService(AppModule);
