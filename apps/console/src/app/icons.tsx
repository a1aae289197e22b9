import { Group, Text } from '@mantine/core';

const paths = {
  calls:
    'M5 4h3.6l1.8 4.6-2.3 1.7a12 12 0 0 0 5.6 5.6l1.7-2.3L20 15.4V19a2 2 0 0 1-2.2 2A16 16 0 0 1 3 6.2 2 2 0 0 1 5 4Z',
  incidents: 'M12 3.5 2.5 20h19L12 3.5ZM12 10v4.5M12 17.4v.1',
  onCall: 'M4 6h16v15H4zM4 10.5h16M8.5 3v4M15.5 3v4M12 13v2.5l2 1.2',
  lines: 'M4 7h10M18 7h2M4 12h3M11 12h9M4 17h9M17 17h3M14 5v4M7 10v4M13 15v4',
  readiness: 'M12 3 4.5 6v5.5c0 4.6 3.1 8 7.5 9.5 4.4-1.5 7.5-4.9 7.5-9.5V6L12 3ZM8.5 12l2.5 2.5 4.5-5',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20a6.5 6.5 0 0 1 13 0M16 4.4a3.5 3.5 0 0 1 0 6.2M18 14.2a6.5 6.5 0 0 1 3.5 5.8',
  teams:
    'M8 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM16.5 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.5 20v-2a4 4 0 0 1 4-4h3a4 4 0 0 1 4 4v2M17 14a4 4 0 0 1 4.5 4v2',
  contacts: 'M6 3h13v18H6zM3.5 8H6M3.5 12H6M3.5 16H6M12.5 11a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM9 16.5a3.5 3.5 0 0 1 7 0',
  schedules: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.5 2',
  escalation: 'M4 20h4v-5h4v-5h4V5h4',
  rules: 'M4 6h7M4 12h4M4 18h7M15 6h5M12 12h8M15 18h5M13 4v4M10 10v4M13 16v4',
  integrations: 'M9 7V3M15 7V3M6 7h12v4a6 6 0 0 1-12 0V7ZM12 17v4',
  channels: 'M4 5h16v11H9.5L5 20v-4H4V5ZM8 9h8M8 12h5',
  deliveries: 'M20.5 3.5 10 14M20.5 3.5 14 20.5 10 14 3.5 10l17-6.5Z',
  providers: 'M7 18a4 4 0 0 1-.5-8A6 6 0 0 1 18 9.5a4.3 4.3 0 0 1-.5 8.5H7Z',
  audio: 'M4 10v4M8 7v10M12 4v16M16 8v8M20 10.5v3',
  audit: 'M6 3h9l4 4v14H6zM15 3v4h4M9.5 11h6M9.5 14.5h6M9.5 18h3.5',
  deadLetters: 'M3 6h18v13H3zM3 7l9 7 9-7M8.5 16.5h7',
  keys: 'M8.5 20a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM11.7 12.3 20 4M16 8l3 3',
  settings:
    'M12 15.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  undo: 'M4.5 9.5h9a5.5 5.5 0 0 1 0 11H9M8.5 5.5l-4 4 4 4',
  repeat: 'M4 12a8 8 0 0 1 13.7-5.6L20 8.5M20 4v4.5h-4.5M20 12a8 8 0 0 1-13.7 5.6L4 15.5M4 20v-4.5h4.5',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15L6 17ZM10.5 21.5h3',
  bellOff: 'M6 17V11a6 6 0 0 1 9.5-4.9M18 11v6l1.5 1.5h-15L6 17M10.5 21.5h3M3.5 3.5l17 17',
  pen: 'M4 20l1-4L16.5 4.5l3 3L8 19l-4 1Z',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z',
} as const;

export type IconName = keyof typeof paths;

/** A line drawing next to a word, hidden from screen readers because the word says it all. */
export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}

export function Logo() {
  return (
    <Group gap={10} wrap="nowrap">
      <img src="/favicon.svg" alt="" width={28} height={28} />
      <Text fw={700} size="lg" style={{ letterSpacing: '-0.01em' }}>
        Ringdown
      </Text>
    </Group>
  );
}
