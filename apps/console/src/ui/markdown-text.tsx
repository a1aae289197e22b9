import { Anchor, Code, Group, List, Stack, Table, Text, Title } from '@mantine/core';
import { isWebUrl } from '@ringdown/kernel';
import Markdown, { RuleType } from 'markdown-to-jsx/react';
import type { ReactNode } from 'react';
import { CopyButtonFor } from './copy-text.js';

interface Inner {
  readonly children?: ReactNode;
}

/** As it is pasted elsewhere, with a button that copies it. */
function CodeBlock({ text }: { readonly text: string }) {
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <Code block tabIndex={0} flex={1} miw={0} style={{ overflowX: 'auto', whiteSpace: 'pre' }}>
        {text}
      </Code>
      <CopyButtonFor value={text} label={text.slice(0, 60)} />
    </Group>
  );
}

/** Links within the documentation lead nowhere here: only their words are left. */
function TextLink({ href = '', children }: Inner & { readonly href?: string }) {
  if (!isWebUrl(href)) return <>{children}</>;
  return (
    <Anchor href={href} target="_blank" rel="noreferrer noopener" inherit>
      {children}
    </Anchor>
  );
}

const heading = (size: string) =>
  function Heading({ children }: Inner) {
    return (
      <Title order={3} size={size} mt="xs">
        {children}
      </Title>
    );
  };
const Paragraph = ({ children }: Inner) => (
  <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
    {children}
  </Text>
);
const Item = ({ children }: Inner) => <List.Item style={{ overflowWrap: 'anywhere' }}>{children}</List.Item>;
const Numbered = ({ children }: Inner) => (
  <List type="ordered" size="sm" spacing="xs" withPadding={false} ps="lg">
    {children}
  </List>
);
const Bulleted = ({ children }: Inner) => (
  <List size="sm" spacing="xs" ps="lg">
    {children}
  </List>
);
const WideTable = ({ children }: Inner) => (
  <Table.ScrollContainer minWidth={480}>
    <Table>{children}</Table>
  </Table.ScrollContainer>
);

const overrides = {
  h1: heading('h5'),
  h2: heading('h5'),
  h3: heading('h6'),
  h4: heading('h6'),
  p: Paragraph,
  ol: Numbered,
  ul: Bulleted,
  li: Item,
  a: TextLink,
  code: ({ children }: Inner) => <Code style={{ overflowWrap: 'anywhere' }}>{children}</Code>,
  table: WideTable,
};

/** Markdown of our own documentation; what is HTML in it is shown as text. */
export default function MarkdownText({ text }: { readonly text: string }) {
  return (
    <Markdown
      options={{
        forceBlock: true,
        disableParsingRawHTML: true,
        wrapper: Stack,
        overrides,
        renderRule: (next, node, _children, { key }) =>
          node.type === RuleType.codeBlock ? <CodeBlock key={key} text={node.text} /> : next(),
      }}
    >
      {text}
    </Markdown>
  );
}
