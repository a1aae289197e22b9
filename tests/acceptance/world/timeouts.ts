/** An acceptance test waits for real ring timers and real processes: conditions, not sleeps, end its waiting. */
jest.setTimeout(240_000);
