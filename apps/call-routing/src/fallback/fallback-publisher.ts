import { Sweep } from '@ringdown/platform-timers';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { fallbackKey, Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import { ConfigMirror } from '@ringdown/platform-messaging';
import type { Logger } from '@ringdown/platform-telemetry';
import { ProviderRegistry } from '@ringdown/telephony';
import { DocumentFolder } from './document-folder.js';
import { LineFallback } from './line-fallback.js';

type Line = ConfigDocument<'line'>;

/** How often the files are compared with what they should be, although nothing has changed. */
const recheckMs = 60_000;

/** Publishes, for every line, the documents that the reverse proxy serves when no call-routing answers. */
@Injectable()
export class FallbackPublisher {
  private readonly folder: DocumentFolder;
  /** By folder, what its documents were made from. */
  private readonly published = new Map<string, string>();
  private checkedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly mirror: ConfigMirror,
    private readonly lineFallback: LineFallback,
    private readonly registry: ProviderRegistry,
    private readonly settings: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.folder = new DocumentFolder(settings.fallbackDir);
  }

  /** Brings the files to what holds at `now`. Who is on call moves by the clock: to be called every few seconds. */
  @Sweep({ name: 'fallback documents', everyMs: 2000, starts: 'at boot' })
  async publish(now = new Date()): Promise<void> {
    // without the configuration every line would look as if it were gone
    if (!this.mirror.ready) return;
    if (now.getTime() - this.checkedAt >= recheckMs) await this.lookAgain(now);
    const wanted = new Set<string>();
    for (const line of this.mirror.all('line')) {
      const account = this.mirror.get('provider-account', line.providerAccountId);
      if (!account) continue;
      const folder = `${account.provider}/${line.id}/${fallbackKey(this.settings.secretKey, line.id)}`;
      wanted.add(folder);
      await this.publishLine(folder, line, account.provider, now);
      await letOthersRun();
    }
    for (const folder of [...this.published.keys()].filter((known) => !wanted.has(known))) {
      await this.folder.remove(folder);
      this.published.delete(folder);
    }
  }

  private async lookAgain(now: Date): Promise<void> {
    for (const folder of await this.folder.folders()) this.published.set(folder, '');
    for (const folder of this.published.keys()) this.published.set(folder, '');
    this.checkedAt = now.getTime();
  }

  /** One line whose documents cannot be written must not keep the others from theirs. */
  private async publishLine(folder: string, line: Line, provider: string, now: Date): Promise<void> {
    try {
      const { content, render } = this.lineFallback.prepare(line, this.registry.named(provider), now);
      if (this.published.get(folder) === content) return;
      const base = `${this.settings.voiceUrl}/voice/${provider}/${line.id}/fallback/${folder.slice(-32)}`;
      await this.folder.fill(folder, render(base));
      this.published.set(folder, content);
    } catch (error) {
      this.logger.error({ err: error, lineId: line.id }, 'the fallback documents of this line could not be written');
    }
  }
}
