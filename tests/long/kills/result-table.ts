import type { NextRing } from './next-rings.ts';

interface Row {
  kills: number;
  calls: number;
  readonly rings: NextRing[];
}

/**
 * Step by provider: how often call-routing was killed there, and how late the next ring came at worst, after the provider's own
 * limit and after that or our return, whichever is later (our own timer is earlier than both: less than nothing).
 */
export class ResultTable {
  private readonly rows = new Map<string, Row>();

  killed(step: string, provider: string, calls: number): void {
    const row = this.row(step, provider);
    row.kills += 1;
    row.calls += calls;
  }

  rang(step: string, provider: string, rings: readonly NextRing[]): void {
    this.row(step, provider).rings.push(...rings);
  }

  print(more: string): string {
    const lines = [...this.rows].map(([key, { kills, calls, rings }]) => {
      const worst = (of: keyof NextRing): string =>
        rings.length === 0 ? '-' : `${(Math.max(...rings.map((ring) => ring[of])) / 1000).toFixed(1)} s`;
      const cells = [String(kills), String(calls), worst('lateMs'), worst('lateSinceBackMs')];
      return `${key.padEnd(66)}${cells.map((cell) => cell.padStart(12)).join('')}`;
    });
    const head = ['kills', 'calls', 'next ring', 'since back'].map((cell) => cell.padStart(12)).join('');
    return `\n${' '.repeat(66)}${head}\n${lines.join('\n')}\n${more}\n`;
  }

  private row(step: string, provider: string): Row {
    const key = `${step} [${provider}]`;
    const row = this.rows.get(key) ?? { kills: 0, calls: 0, rings: [] };
    this.rows.set(key, row);
    return row;
  }
}
