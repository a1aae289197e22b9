import { livingProcess, removePidFile, writePidFile } from '../processes/pid-file.mjs';

/** Makes this process the one that runs on the data folder; throws where another does. Answers how to give it up. */
export function claimCheckout(file) {
  const other = livingProcess(file);
  if (other !== null) {
    throw new Error(
      `npm start runs here already (process ${other.pid}). Stop it there with Ctrl-C, or use what it runs.`,
    );
  }
  removePidFile(file);
  try {
    writePidFile(file, { name: 'npm start', pid: process.pid, signals: ['SIGTERM'] }, { exclusive: true });
  } catch (error) {
    if (error.code === 'EEXIST') throw new Error('Another npm start has just begun here.');
    throw error;
  }
  return () => removePidFile(file);
}
