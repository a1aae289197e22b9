import { Button, Center, EmptyState } from '@mantine/core';
import { Component, type ReactNode } from 'react';

/** The last net: a page that fails to render says so instead of going blank. */
export class Crash extends Component<{ readonly children: ReactNode }, { readonly message: string | null }> {
  override state = { message: null };

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    return (
      <Center mih="100vh" p="md">
        <EmptyState title="The console stumbled over this page" description={this.state.message}>
          <EmptyState.Actions>
            <Button onClick={() => window.location.reload()}>Load it again</Button>
          </EmptyState.Actions>
        </EmptyState>
      </Center>
    );
  }
}
