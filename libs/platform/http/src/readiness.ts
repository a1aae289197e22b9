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
          return [name, await check()] as const;
        } catch (error) {
          return [name, String(error)] as const;
        }
      }),
    );
    return Object.fromEntries(answers.filter((a): a is readonly [string, string] => a[1] !== null));
  }
}
