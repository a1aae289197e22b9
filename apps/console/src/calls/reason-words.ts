const sentences: Readonly<Record<string, string>> = {
  nobody_on_call: 'Nobody was on call',
  no_phone: 'No usable phone number',
  phone_not_allowed: 'The phone number may not be rung',
  already_rung: 'Was already rung in this call',
  declined_before: 'Had passed on this call before',
  on_another_call: 'Was on another call',
  is_the_caller: 'Is the caller',
};

/** Why an attempt rang nobody, in words; an unknown reason is shown as it came. */
export function reasonWords(reason: string | null): string {
  if (reason === null) return '';
  return sentences[reason] ?? reason.replaceAll('_', ' ');
}
