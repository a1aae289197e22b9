import type { Incident } from '@ringdown/contracts';

/** A monitor may send no title at all; the list still needs something to click on. */
export const incidentTitle = ({ title, number }: Pick<Incident, 'title' | 'number'>): string =>
  title.trim() === '' ? `Incident #${number} without a title` : title;
