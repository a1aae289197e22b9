import { useQueryClient } from '@tanstack/react-query';
import { request } from '../api/request.js';
import type { Integration } from '../api/things.js';
import { ConfirmButton } from '../ui/confirm-button.js';

export function RotateToken({ item }: { readonly item: Integration }) {
  const client = useQueryClient();
  const rotate = async (): Promise<void> => {
    await request('POST', `/integrations/${item.id}/rotate-token`);
    await client.invalidateQueries({ queryKey: ['integrations'] });
  };
  return (
    <ConfirmButton
      label="New URL"
      ariaLabel={`Give ${item.name} a new URL`}
      button={{ color: 'gray' }}
      question={`Give ${item.name} a new URL?`}
      consequence="The present one stops working at once. Paste the new one into the monitor right after."
      onConfirm={rotate}
    />
  );
}
