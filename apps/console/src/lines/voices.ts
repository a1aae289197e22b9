/** Amazon Polly's standard voices by language: both providers speak with them. */
const voices: Readonly<Record<string, readonly string[]>> = {
  'en-US': ['Joanna', 'Matthew', 'Kendra', 'Joey', 'Salli'],
  'en-GB': ['Amy', 'Brian', 'Emma'],
  'en-AU': ['Nicole', 'Russell'],
  'en-IN': ['Aditi', 'Raveena'],
  'da-DK': ['Naja', 'Mads'],
  'de-DE': ['Marlene', 'Vicki', 'Hans'],
  'es-ES': ['Conchita', 'Lucia', 'Enrique'],
  'es-US': ['Lupe', 'Penelope', 'Miguel'],
  'fr-CA': ['Chantal'],
  'fr-FR': ['Celine', 'Lea', 'Mathieu'],
  'it-IT': ['Carla', 'Bianca', 'Giorgio'],
  'ja-JP': ['Mizuki', 'Takumi'],
  'nb-NO': ['Liv'],
  'nl-NL': ['Lotte', 'Ruben'],
  'pl-PL': ['Ewa', 'Maja', 'Jacek'],
  'pt-BR': ['Camila', 'Vitoria', 'Ricardo'],
  'pt-PT': ['Ines', 'Cristiano'],
  'sv-SE': ['Astrid'],
};

export const languages: readonly string[] = Object.keys(voices);

/** Names as the API takes them: `Polly.Joanna`. All of them for a language that is not listed. */
export function voicesOf(language: string): readonly string[] {
  return (voices[language] ?? Object.values(voices).flat()).map((voice) => `Polly.${voice}`);
}
