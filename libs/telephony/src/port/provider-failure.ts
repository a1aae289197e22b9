/**
 * What a refusal or a failed delivery asks for. `unreachable`: this phone is not reached this way, another may be. `carrier-refuses`:
 * the provider or a carrier takes no more of ours until somebody changes something there (a registration, a permission, the balance):
 * a readiness problem. `opted-out`: the person answered STOP. `other`: it may go next time.
 */
export type FailureCategory = 'unreachable' | 'carrier-refuses' | 'opted-out' | 'other';

/** A provider's code for a failure, and what it means. */
export interface KnownFailure {
  readonly code: string;
  readonly category: FailureCategory;
  /** A sentence for whoever reads the log. */
  readonly reason: string;
}

/** Thrown by the REST side. `gone`: the call is over, nothing is to be retried. */
export class ProviderFailure extends Error {
  /** The provider's own code, where it named one. */
  readonly code: string | null;
  readonly category: FailureCategory;

  constructor(
    readonly kind: 'gone' | 'unauthorized' | 'rate-limited' | 'unreachable' | 'refused',
    message: string,
    why: { readonly code?: string | null; readonly category?: FailureCategory } = {},
  ) {
    super(message);
    this.name = 'ProviderFailure';
    this.code = why.code ?? null;
    this.category = why.category ?? 'other';
  }
}

/** A provider's table of codes, by category. A code that is not in it is `other`, and named as it came. */
export class FailureTable {
  private readonly known = new Map<string, KnownFailure>();

  constructor(
    private readonly provider: string,
    table: Readonly<Record<FailureCategory, Readonly<Record<string, string>>>>,
  ) {
    for (const [category, reasons] of Object.entries(table))
      for (const [code, reason] of Object.entries(reasons))
        this.known.set(code, { code, category: category as FailureCategory, reason });
  }

  find(code: string): KnownFailure {
    const unknown = { code, category: 'other', reason: `${this.provider} reports error ${code}.` } as const;
    return this.known.get(code) ?? unknown;
  }

  /** What there is to say of a text that was not delivered; the provider names a code, or none. */
  ofText(code: string | null): Omit<KnownFailure, 'code'> & { readonly code: string | null } {
    const reason = `${this.provider} does not say why the text was not delivered.`;
    return code ? this.find(code) : { code, category: 'other', reason };
  }
}
