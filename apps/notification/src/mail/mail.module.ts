import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { Mailer } from '@ringdown/chat';
import { Settings } from '@ringdown/platform-config';

/** The way to the mail server, one for channels and people. */
@Module({
  providers: [{ provide: Mailer, inject: [Settings], useFactory: (settings: Settings) => new Mailer(settings) }],
  exports: [Mailer],
})
export class MailModule implements OnApplicationShutdown {
  constructor(private readonly mailer: Mailer) {}

  onApplicationShutdown(): void {
    this.mailer.close();
  }
}
