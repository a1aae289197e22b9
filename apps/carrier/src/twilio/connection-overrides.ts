/** How a webhook is to be delivered: the part of its URL behind the `#`, which is neither sent nor signed. */
export interface ConnectionOverrides {
  readonly connectMs: number;
  readonly readMs: number;
  readonly totalMs: number;
  readonly retries: number;
  readonly retryOn: readonly string[];
}

/** Reads `#ct=…&rt=…&tt=…&rc=…&rp=…`; what is not given or out of range is Twilio's default. */
export function connectionOverrides(url: string, longestMs: number): ConnectionOverrides {
  const hash = url.indexOf('#');
  const given = new URLSearchParams(hash < 0 ? '' : url.slice(hash + 1));
  const number = (key: string, min: number, max: number, otherwise: number): number => {
    const value = Number(given.get(key) ?? Number.NaN);
    return Number.isInteger(value) && value >= min && value <= max ? value : otherwise;
  };
  return {
    connectMs: Math.min(longestMs, number('ct', 100, 10_000, 5_000)),
    readMs: Math.min(longestMs, number('rt', 100, 15_000, longestMs)),
    totalMs: Math.min(longestMs, number('tt', 100, 15_000, longestMs)),
    retries: number('rc', 0, 5, 1),
    retryOn: (given.get('rp') ?? 'ct').split(',').map((policy) => policy.trim()),
  };
}
