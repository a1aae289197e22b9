import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { slackScopes } from '@ringdown/chat';
import { parse } from 'yaml';

const root = join(__dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const origin = 'https://ringdown.example.com';

/** What https://docs.slack.dev/reference/app-manifest knows, as far as it is used here. */
const manifest = parse(read('deploy/slack/manifest.yaml')) as {
  readonly display_information: { readonly name: string; readonly description: string };
  readonly features: {
    readonly slash_commands: readonly Readonly<Record<string, unknown>>[];
    readonly app_home: Readonly<Record<string, unknown>>;
  };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: Readonly<Record<string, unknown>>;
};

it('asks for the scopes that the app needs, and no others', () => {
  expect(manifest.oauth_config.scopes).toEqual({ bot: slackScopes.map(({ scope }) => scope) });
});

it('sends interactions and the one command where we listen, and nothing by a socket', () => {
  expect(manifest.settings).toMatchObject({
    interactivity: { is_enabled: true, request_url: `${origin}/slack/interactions` },
    socket_mode_enabled: false,
    token_rotation_enabled: false,
  });
  expect(manifest.features.slash_commands).toEqual([
    expect.objectContaining({ command: '/ringdown', url: `${origin}/slack/commands`, should_escape: true }),
  ]);
});

it('lets people get direct messages', () => {
  expect(manifest.features.app_home).toMatchObject({ messages_tab_enabled: true });
});

it('keeps the limits of a manifest', () => {
  const { name, description } = manifest.display_information;
  expect(name.length).toBeLessThanOrEqual(35);
  expect(description.length).toBeLessThanOrEqual(140);
  expect(String(manifest.features.slash_commands[0]?.['description']).length).toBeLessThanOrEqual(2000);
  expect(String(manifest.features.slash_commands[0]?.['usage_hint']).length).toBeLessThanOrEqual(1000);
});

it('is explained scope by scope', () => {
  const rows = [...read('docs/slack.md').matchAll(/^\| `([\w:.]+)` +\| (.*?) +\| (.*?) +\|$/gm)];
  expect(rows.map(([, scope, purpose, without]) => ({ scope, purpose, without }))).toEqual(
    slackScopes.map(({ without, ...rest }) => ({ ...rest, without: without ?? 'nothing is posted' })),
  );
});
