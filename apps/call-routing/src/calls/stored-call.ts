import type { Call, Step } from '@ringdown/domain-calls';

/** A call as it stands in Postgres: every save asks for the version it was loaded with. */
export interface StoredCall {
  readonly call: Call;
  readonly steps: readonly Step[];
  readonly version: number;
  readonly correlationId: string;
}
