// What property specs read as the number of their runs.
process.env.RINGDOWN_INTERLEAVINGS ??= '100000';
