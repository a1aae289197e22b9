import type { ChaosOptions } from './options.ts';

export const services = ['ingest', 'call-routing', 'control', 'incident', 'notification'] as const;
export const servers = ['postgres', 'nats', 'redis'] as const;
export const parts = [...services, 'proxy', ...servers] as const;
export type Service = (typeof services)[number];
export type Server = (typeof servers)[number];
export type Part = (typeof parts)[number];

/** What is done to the system while events and calls come in. */
export type Fault =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'killed' | 'stopped' | 'partitioned'; readonly part: Part }
  | { readonly kind: 'one of two killed'; readonly part: Service }
  | { readonly kind: 'wiped' | 'rolled back'; readonly part: 'nats' | 'redis' }
  | { readonly kind: 'disk full'; readonly disks: readonly ('journals' | 'postgres')[] }
  | { readonly kind: 'starts while Postgres hangs'; readonly parts: readonly Service[] }
  | { readonly kind: 'incidents locked' };

export interface Cell {
  readonly name: string;
  readonly fault: Fault;
  readonly faultSeconds: number;
}

const nameOf = (fault: Fault): string => {
  switch (fault.kind) {
    case 'nothing':
      return 'no fault';
    case 'disk full':
      return `disk full: ${fault.disks.join(' and ')}`;
    case 'starts while Postgres hangs':
      return `${fault.parts.join(' and ')} start while Postgres hangs`;
    case 'incidents locked':
      return 'incident.incident locked';
    default:
      return `${fault.part} ${fault.kind}`;
  }
};

const faults: readonly Fault[] = [
  { kind: 'nothing' },
  ...parts.map((part) => ({ kind: 'killed', part }) as const),
  ...parts.map((part) => ({ kind: 'stopped', part }) as const),
  ...parts.map((part) => ({ kind: 'partitioned', part }) as const),
  ...services.map((part) => ({ kind: 'one of two killed', part }) as const),
  { kind: 'starts while Postgres hangs', parts: ['ingest', 'call-routing'] },
  { kind: 'incidents locked' },
  { kind: 'disk full', disks: ['journals'] },
  { kind: 'disk full', disks: ['postgres'] },
  { kind: 'disk full', disks: ['journals', 'postgres'] },
  // last, behind all the events of the run
  { kind: 'wiped', part: 'redis' },
  { kind: 'rolled back', part: 'redis' },
  { kind: 'rolled back', part: 'nats' },
  { kind: 'wiped', part: 'nats' },
];

/** Every cell of the run that is asked for, in order. */
export function cellsOf({ only, faultSeconds, lockSeconds }: ChaosOptions): readonly Cell[] {
  return faults
    .map((fault) => ({
      name: nameOf(fault),
      fault,
      faultSeconds: fault.kind === 'incidents locked' ? lockSeconds : faultSeconds,
    }))
    .filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)));
}
