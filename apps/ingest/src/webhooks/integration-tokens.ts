import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ConfigDocument } from '@ringdown/contracts';
import type { ConfigMirror } from '@ringdown/platform-messaging';

export type IntegrationDocument = ConfigDocument<'integration'>;

const stepMs = 10;

/** Which integration a token belongs to, from memory: only hashes are kept. */
export class IntegrationTokens {
  private readonly integrationByHash = new Map<string, IntegrationDocument>();
  private readonly hashByIntegration = new Map<string, string>();

  constructor(private readonly mirror: Pick<ConfigMirror, 'onChange' | 'ready'>) {
    mirror.onChange('integration', (id, integration) => this.accept(id, integration));
  }

  /** False while no configuration has arrived: then an unknown token proves nothing. */
  get ready(): boolean {
    return this.mirror.ready;
  }

  /** Its integration; a token that was made a moment ago gets the time to arrive. */
  async find(token: string, timeoutMs = 250): Promise<IntegrationDocument | undefined> {
    const hash = createHash('sha256').update(token).digest('hex');
    for (let waited = 0; !this.integrationByHash.has(hash) && waited < timeoutMs; waited += stepMs) await wait(stepMs);
    return this.integrationByHash.get(hash);
  }

  private accept(integrationId: string, integration: IntegrationDocument | undefined): void {
    const before = this.hashByIntegration.get(integrationId);
    if (before !== undefined) this.integrationByHash.delete(before);
    if (integration === undefined) {
      this.hashByIntegration.delete(integrationId);
      return;
    }
    this.hashByIntegration.set(integrationId, integration.tokenHash);
    this.integrationByHash.set(integration.tokenHash, integration);
  }
}
