/** JSON may hold what a Postgres text cannot: NUL, and halves of surrogate pairs. They become U+FFFD. */
const notText = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const everyNotText = new RegExp(notText, 'g');

/** Levels of arrays and objects: far above any monitor's, far below what Postgres and JSON.stringify can take. */
export const maxDepth = 200;

export const toStorableText = (text: string): string =>
  notText.test(text) ? text.replace(everyNotText, '\ufffd') : text;
