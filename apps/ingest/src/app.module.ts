import { Module } from '@nestjs/common';
import { IntakeModule } from './intake/index.js';
import { SendersModule } from './senders/senders.module.js';

@Module({ imports: [IntakeModule, SendersModule] })
export class AppModule {}
