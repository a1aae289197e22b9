/** The line of that name (any case), or the only one. Throws, listing those that exist. */
export async function findLine(api, name) {
  const lines = await api.all('/lines');
  if (lines.length === 0) throw new Error('There is no line yet. Make one in the console, or start without --empty.');
  const names = lines.map((line) => `"${line.name}"`).join(', ');
  if (name === undefined && lines.length > 1) throw new Error(`Which line? --line with one of: ${names}`);
  const found = lines.find((line) => name === undefined || line.name.toLowerCase() === name.toLowerCase());
  if (!found) throw new Error(`There is no line "${name}". There is: ${names}`);
  return found;
}
