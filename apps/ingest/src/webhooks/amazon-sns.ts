import { X509Certificate } from 'node:crypto';
import { type Agent, get } from 'node:https';
import type { Clock } from '@ringdown/kernel';

const host = /^sns\.[a-z0-9-]{3,}\.amazonaws\.com(\.cn)?$/;

/** An address at Amazon SNS itself; null for any other. Nothing else is ever fetched for what a message says. */
export function amazonUrl(written: unknown): URL | null {
  if (typeof written !== 'string' || !URL.canParse(written)) return null;
  const url = new URL(written);
  const isPlain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  return isPlain && host.test(url.hostname) ? url : null;
}

const mostBytes = 64 * 1024;
/** SNS itself gives up after 15 s. */
const defaultTimeoutsMs = { certificate: 2000, confirmation: 5000 };
/** After a failure it is not asked for again so long: each message would wait for it. */
const failureCacheMs = 60_000;
/** Amazon has one for each region, and a new one once a year. */
const mostCertificates = 100;

interface Fetched {
  readonly certificate: Promise<string | null>;
  readonly at: number;
}

/** Amazon SNS, as far as who receives its messages has to ask it. */
export class AmazonSns {
  private readonly certificates = new Map<string, Fetched>();

  /** `agent` makes the connections; by default that of Node. */
  constructor(
    private readonly clock: Clock,
    private readonly agent?: Agent,
    private readonly timeoutsMs = defaultTimeoutsMs,
  ) {}

  /** The certificate at this address, in PEM; null where it cannot be had. */
  async certificate(url: URL): Promise<string | null> {
    const now = this.clock.now().getTime();
    const known = this.certificates.get(url.href);
    const certificate = known && (await known.certificate);
    if (known && (typeof certificate === 'string' || now - known.at < failureCacheMs)) return known.certificate;
    const [oldest] = this.certificates.keys();
    if (oldest !== undefined && this.certificates.size >= mostCertificates) this.certificates.delete(oldest);
    const fetched = { certificate: this.fetchCertificate(url), at: now };
    this.certificates.set(url.href, fetched);
    return fetched.certificate;
  }

  /** Whether Amazon confirmed the subscription for which it gave this address. */
  async confirm(url: URL): Promise<boolean> {
    if (url.searchParams.get('Action') !== 'ConfirmSubscription') return false;
    return this.fetch(url, this.timeoutsMs.confirmation).then(
      () => true,
      () => false,
    );
  }

  private async fetchCertificate(url: URL): Promise<string | null> {
    try {
      const pem = await this.fetch(url, this.timeoutsMs.certificate);
      return new X509Certificate(pem).toString();
    } catch {
      return null;
    }
  }

  /** The body of a 200; `get` follows no redirect. @throws Error. */
  private fetch(url: URL, timeoutMs: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(timeoutMs);
      const request = get(url, { signal, ...(this.agent ? { agent: this.agent } : {}) }, (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        if (response.statusCode !== 200) request.destroy(new Error(`${url.hostname} answered ${response.statusCode}`));
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > mostBytes) request.destroy(new Error(`${url.hostname} answered more than ${mostBytes} bytes`));
          else chunks.push(chunk);
        });
        response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
        response.on('error', reject);
      });
      request.on('error', reject);
    });
  }
}
