import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Names that once stood for what the field has a word for. Only what cannot be ordinary English is listed: whoever brings one back
 * copied it from an old branch. Migrations and results of benchmarks are history and keep their words.
 */
const retired: readonly (readonly [name: RegExp, word: string])[] = [
  [/\b(ThingStore|ChangeThings|ThingKind|thingKind)\b/, 'resource'],
  [/\b(ToldFact|toldFact|told-fact|factAt|([Cc]all|[Ii]ncident|[Aa]lert)Facts?|(alert|incident)-facts)\b/, 'event'],
  [/\b([A-Z]\w*Asker|askOwner)\b/, 'RPC'],
  [/\b([A-Z]\w*Reaction|reaction[A-Z]\w*)\b/, 'event handler'],
  [/\b(PromptSql|PostgresAway)\b/, 'BoundedPool, PostgresUnavailable'],
  [/\b(SteadyCallStore|SqlCallStore|CallStore)\b/, 'CallRepository'],
  [/\b(VoiceDoor|PushDoor|OperatorDoors|push-door|operator-doors)\b/, 'ProviderSignatureGuard, push-events, health'],
  [/\b([Tt]oldByProvider|told-by-provider)\b/, 'CallbackContext'],
  [/\b(KeepFallback|keepWorking|keep-working)\b/, 'FallbackPublisher, background jobs'],
  [/\b(Doer|DoneBy|doneBy)\b/, 'actor'],
  [/\b([Rr]unCall|[Aa]dvanceCall|[Pp]erformEffects)\b/, 'CallEngine'],
  [/\b(FindAlive|find-alive)\b/, 'confirm-alive'],
  [/\b(channel-pace|ChannelPace|channelPace|takeSlot)\b/, 'channel rate limit, reserveSlot'],
  [/\b[Nn]otifySender\b|[pP]roviderAccess\.to\(/, 'resolveAccount, resolveSender'],
  [/^\s+(async )?execute\(/m, 'a method named for what it does'],
  [/^\s*promise\(|\bworld\/promise\b/m, 'scenario'],
  [/\b(Courier|telephone-hands|call-file|[Mm]isbehaviours?)\b/, 'webhook dispatcher, handset, call record, fault'],
];

const root = join(__dirname, '../..');
const skipped = /(^|\/)(node_modules|dist|migrations|results|canary)(\/|$)|retired-words\.spec\.ts$/;

const files = ['apps', 'libs', 'scripts', 'tests', 'docs'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((file) => !skipped.test(file) && /\.(tsx?|mjs|cjs|md|json|yml|conf)$/.test(file)),
);
const texts = files.map((file) => [file, `${file}\n${readFileSync(join(root, file), 'utf8')}`] as const);

it.each(retired)('%s is not written any more; the word is: %s', (name) => {
  expect(texts.filter(([, text]) => name.test(text)).map(([file, text]) => [file, name.exec(text)?.[0]])).toEqual([]);
});
