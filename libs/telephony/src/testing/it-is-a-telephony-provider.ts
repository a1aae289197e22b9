import { itReadsCallers } from './it-reads-callers.js';
import { itReadsReports } from './it-reads-reports.js';
import { itRendersDocuments } from './it-renders-documents.js';
import { itTrustsOnlySignatures } from './it-trusts-only-signatures.js';
import type { TelephonyRig } from './telephony-rig.js';

/** What holds for every provider without asking it anything. With `itReachesATelephonyProvider`, the whole contract. */
export function itIsATelephonyProvider(name: string, rig: TelephonyRig): void {
  describe(`${name} is a telephony provider`, () => {
    itRendersDocuments(rig);
    itTrustsOnlySignatures(rig);
    itReadsReports(rig);
    itReadsCallers(rig);
  });
}
