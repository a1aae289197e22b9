import { Module } from '@nestjs/common';
import { LinesModule } from '../lines/index.js';
import { CallsController } from './calls.controller.js';
import { MediaController } from './media.controller.js';
import { ProviderMedia } from './provider-media.js';
import { SaveCallerController } from './save-caller.controller.js';

@Module({
  imports: [LinesModule],
  controllers: [CallsController, MediaController, SaveCallerController],
  providers: [ProviderMedia],
})
export class CallsModule {}
