import type { Incident } from '@ringdown/contracts';
import { compactJson, membersOf } from '@ringdown/kernel';

/** An incident with its details also as JSON text: JavaScript rounds the large numbers that monitors send. */
export type WrittenIncident = Incident & { readonly detailsJson: string };

/** Reads the API's answer. */
export const asWritten = (answer: string): WrittenIncident => ({
  ...(JSON.parse(answer) as Incident),
  detailsJson: compactJson(membersOf(answer).get('details') ?? 'null'),
});
