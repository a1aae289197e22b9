const timeoutMs = 1000;

/** What this process needs to do its work. A check answers null when all is well, else what is missing, in words. */
export class Readiness {
  private readonly checks = new Map<string, () => string | null | Promise<string | null>>();

  add(name: string, check: () => string | null | Promise<string | null>): void {
    this.checks.set(name, check);
  }

  async missing(): Promise<Record<string, string>> {
    const answers = await Promise.all(
      [...this.checks].map(async ([name, check]) => {
        try {
          return [name, await inTime(check())] as const;
        } catch (error) {
          return [name, String(error)] as const;
        }
      }),
    );
    return Object.fromEntries(answers.filter((a): a is readonly [string, string] => a[1] !== null));
  }
}

/** A peer that keeps silent must not make the answer wait for it. */
async function inTime(answer: string | null | Promise<string | null>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${timeoutMs} ms`), timeoutMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
