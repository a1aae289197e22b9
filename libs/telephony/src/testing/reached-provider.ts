import type { TelephonyProvider } from '../port/telephony-provider.js';
import type { ProviderServer } from './provider-server.js';

/** A provider that is open, and the server in its place. */
export interface ReachedProvider {
  readonly server: ProviderServer;
  readonly provider: TelephonyProvider;
  /** An origin where nobody listens. */
  closedPort(): Promise<string>;
}
