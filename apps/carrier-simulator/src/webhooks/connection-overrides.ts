/** How a webhook is to be delivered: the part of its URL behind the `#`, which is neither sent nor signed. */
export interface ConnectionOverrides {
  readonly connectMs: number;
  readonly readMs: number;
  readonly totalMs: number;
  readonly retries: number;
  readonly retryOn: readonly string[];
}

/** A provider's own values, and how far they may be moved. */
export interface DeliveryRules extends ConnectionOverrides {
  readonly maxReadMs: number;
  readonly maxTotalMs: number;
}

/**
 * Reads `#ct=…&rt=…&tt=…&rc=…&rp=…`; what is not given or out of range is the provider's own. Nothing takes longer than
 * `maxMs`.
 */
export function connectionOverrides(url: string, maxMs: number, rules: DeliveryRules): ConnectionOverrides {
  const hash = url.indexOf('#');
  const given = new URLSearchParams(hash < 0 ? '' : url.slice(hash + 1));
  const number = (key: string, min: number, max: number, defaultValue: number): number => {
    const value = Number(given.get(key) ?? Number.NaN);
    return Number.isInteger(value) && value >= min && value <= max ? value : defaultValue;
  };
  return {
    connectMs: Math.min(maxMs, number('ct', 100, 10_000, rules.connectMs)),
    readMs: Math.min(maxMs, number('rt', 100, rules.maxReadMs, rules.readMs)),
    totalMs: Math.min(maxMs, number('tt', 100, rules.maxTotalMs, rules.totalMs)),
    retries: number('rc', 0, 5, rules.retries),
    retryOn:
      given
        .get('rp')
        ?.split(',')
        .map((policy) => policy.trim()) ?? rules.retryOn,
  };
}
