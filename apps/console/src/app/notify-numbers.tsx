import { Anchor, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { QRCodeSVG } from 'qrcode.react';
import { Problem } from '../api/problem.js';
import { requestText } from '../api/request.js';

const path = '/notify-numbers.vcf';

/** The numbers that call and text one, to be saved as a favourite of one's phone: by a file, or off the screen. */
export function NotifyNumbers() {
  const { data, error } = useQuery({ queryKey: ['notify-numbers'], queryFn: () => requestText('GET', path) });
  if (error instanceof Problem && error.status === 404) {
    return (
      <Text size="sm" c="dimmed">
        There is no number yet: it comes with the first line.
      </Text>
    );
  }
  if (data === undefined) return null;
  return (
    <Group align="flex-start" gap="lg" wrap="wrap">
      <QRCodeSVG value={data} size={160} marginSize={2} title="The numbers of Ringdown as a contact" />
      <Stack gap="xs" maw={440} style={{ flex: '1 1 14rem' }}>
        <Text size="sm">
          Save these numbers as a favourite in your phone: favourites ring through &ldquo;Do not disturb&rdquo;. Point
          the phone&rsquo;s camera at the code, or take the file.
        </Text>
        <Anchor size="sm" href={`/api/v1${path}`} download="ringdown.vcf">
          ringdown.vcf
        </Anchor>
      </Stack>
    </Group>
  );
}
