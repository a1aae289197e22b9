/** Seconds since `start` (of performance.now()), as people read them: `12.4 s`. */
export const secondsSince = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`;

/** Numbered steps on the terminal: `[3/7] building … 12.4 s`. `write` is where they go. */
export function createProgress(total, write = (text) => process.stdout.write(text)) {
  let number = 0;
  return {
    /** Runs `work`, which may `report` a line in between, and answers what it answers. */
    async step(title, work) {
      const start = performance.now();
      number += 1;
      let lineIsOpen = true;
      write(`[${number}/${total}] ${title} …`);
      const report = (text) => {
        write(`${lineIsOpen ? '\n' : ''}      ${text}\n`);
        lineIsOpen = false;
      };
      try {
        const answer = await work(report);
        write(lineIsOpen ? ` ${secondsSince(start)}\n` : `      done in ${secondsSince(start)}\n`);
        return answer;
      } catch (error) {
        write(`${lineIsOpen ? ' ' : '      '}failed after ${secondsSince(start)}\n`);
        throw error;
      }
    },
  };
}
