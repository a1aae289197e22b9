import { Inject, Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import { Sweep } from '@ringdown/platform-timers';
import { ProviderFailure } from '@ringdown/telephony';
import { ResourceRepository, ResourceTools } from '../configuration/index.js';
import { watermarks } from '../watermarks/index.js';
import { ProviderFindingRepository } from './provider-finding.js';
import { type Finding, ProviderAccountCheck } from './provider-account-check.js';

const everyMs = 15 * 60_000;

/**
 * Asks the providers whether they still know the accounts, how much money is on them, and where the lines' numbers point: every 15
 * minutes by one instance, and at once where somebody wants to know. What cannot be asked leaves what is known.
 */
@Injectable()
export class ProviderChecks {
  private running: Promise<void> | null = null;

  constructor(
    private readonly resources: ResourceRepository,
    private readonly accountCheck: ProviderAccountCheck,
    private readonly findings: ProviderFindingRepository,
    private readonly tools: ResourceTools,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Sweep({ name: 'ask providers', everyMs: 60_000 })
  async whenDue(): Promise<void> {
    const { database, clock } = this.tools;
    if (await watermarks.moveWhenOlder(database, 'ask providers', clock.now(), everyMs)) await this.check();
  }

  /** Of those who ask meanwhile all wait for the same answer. */
  check(): Promise<void> {
    this.running ??= this.checkAll().finally(() => (this.running = null));
    return this.running;
  }

  private async checkAll(): Promise<void> {
    const [accounts, lines] = await Promise.all([this.resources.all('provider-account'), this.resources.all('line')]);
    await Promise.all(
      accounts.map(({ id }) =>
        this.checkAccount(
          id,
          lines.filter(({ providerAccountId }) => providerAccountId === id),
        ),
      ),
    );
  }

  private async checkAccount(id: string, lines: readonly ConfigDocument<'line'>[]): Promise<void> {
    try {
      for await (const [subjectId, finding] of this.accountCheck.findings(id, lines))
        await this.keep(subjectId, finding);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal) await this.keep(id, refusal);
      else this.logger.warn({ err: error, providerAccountId: id }, 'a provider could not be asked about an account');
    }
  }

  private keep(subjectId: string, finding: Finding | null): Promise<void> {
    return this.findings.put(subjectId, finding && { ...finding, checkedAt: this.tools.clock.now() });
  }
}

/** Null where it says nothing about the account: the provider is not reached, or asks us to wait. */
const refusalOf = (error: unknown): Finding | null =>
  error instanceof ProviderFailure && (error.kind === 'unauthorized' || error.kind === 'refused')
    ? { kind: 'account_refuses', detail: error.message }
    : null;
