import { Inject, Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import { Sweep } from '@ringdown/platform-timers';
import { type NumberWebhook, ProviderFailure } from '@ringdown/telephony';
import { ResourceRepository, ResourceTools } from '../configuration/index.js';
import { lineWebhook } from '../lines/index.js';
import { ProviderAccess } from '../provider-accounts/index.js';
import { watermarks } from '../watermarks/index.js';
import { type ProviderFindingEntity, ProviderFindingRepository } from './provider-finding.js';

type Line = ConfigDocument<'line'>;
type Finding = Pick<ProviderFindingEntity, 'kind' | 'detail'>;
type Resolved = Awaited<ReturnType<ProviderAccess['resolveAccount']>>;

const everyMs = 15 * 60_000;
/** In the currency of the account: some hours of calls. */
const lowBalance = 10;

/**
 * Asks the providers whether they still know the accounts, how much money is on them, and where the lines' numbers point: every 15
 * minutes by one instance, and at once where somebody wants to know. What cannot be asked leaves what is known.
 */
@Injectable()
export class ProviderChecks {
  private running: Promise<void> | null = null;

  constructor(
    private readonly resources: ResourceRepository,
    private readonly access: ProviderAccess,
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

  private async checkAccount(id: string, lines: readonly Line[]): Promise<void> {
    try {
      const resolved = await this.access.resolveAccount(id).catch((error: unknown) => {
        throw new ProviderFailure('unauthorized', error instanceof Error ? `${error.message}.` : String(error));
      });
      await this.keep(id, await balanceFinding(resolved));
      for (const line of lines) await this.keep(line.id, await this.numberFinding(resolved, line));
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal) await this.keep(id, refusal);
      else this.logger.warn({ err: error, providerAccountId: id }, 'a provider could not be asked about an account');
    }
  }

  private async numberFinding({ provider, account }: Resolved, line: Line): Promise<Finding | null> {
    const { url } = lineWebhook(this.tools.settings, provider.name, line);
    const detail = whyElsewhere(await provider.numberWebhook(account, line.number), url);
    return detail ? { kind: 'number_points_elsewhere', detail } : null;
  }

  private keep(subjectId: string, finding: Finding | null): Promise<void> {
    return this.findings.put(subjectId, finding && { ...finding, checkedAt: this.tools.clock.now() });
  }
}

async function balanceFinding({ provider, account }: Resolved): Promise<Finding | null> {
  const balance = await provider.balance(account);
  if (!balance || balance.amount >= lowBalance) return null;
  return { kind: 'balance_low', detail: `${balance.amount.toFixed(2)} ${balance.currency}.` };
}

/** Null where it says nothing about the account: the provider is not reached, or asks us to wait. */
const refusalOf = (error: unknown): Finding | null =>
  error instanceof ProviderFailure && (error.kind === 'unauthorized' || error.kind === 'refused')
    ? { kind: 'account_refuses', detail: error.message }
    : null;

/** Null where calls come here: a final slash and a query of the number's own change nothing. */
export function whyElsewhere(webhook: NumberWebhook | null, url: string): string | null {
  if (!webhook) return 'the account does not own the number.';
  if (!webhook.voiceUrl) return 'the number has no webhook of its own for calls.';
  return placeOf(webhook.voiceUrl) === placeOf(url) ? null : `the number points to ${shown(webhook.voiceUrl)}.`;
}

const placeOf = (url: string): string => {
  if (!URL.canParse(url)) return url;
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/$/, '')}`;
};

/** Without what may be a secret there. */
const shown = (url: string): string => (URL.canParse(url) ? `${new URL(url).origin}…` : 'what is no URL');
