import { Badge } from '@mantine/core';

/** Whether the person has shown that the number is theirs. */
export function PhoneBadge({ verified }: { readonly verified: boolean }) {
  return verified ? (
    <Badge size="sm" variant="light" color="green">
      Verified
    </Badge>
  ) : (
    <Badge
      size="sm"
      variant="light"
      color="orange"
      title="It is rung all the same, but nobody has shown that it is right"
    >
      Not verified
    </Badge>
  );
}
