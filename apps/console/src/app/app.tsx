import { Badge, Button, Center, createTheme, EmptyState, MantineProvider, Modal } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { Component, type ReactNode } from 'react';
import { BrowserRouter } from 'react-router';
import { newQueryClient } from '../api/query-client.js';
import { AppRoutes } from './routes.js';

const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 5 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontWeight: '650' },
  components: {
    Badge: Badge.extend({ defaultProps: { tt: 'none', radius: 'sm', miw: 'max-content' } }),
    Modal: Modal.extend({
      styles: { title: { fontWeight: 650 } },
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' } },
    }),
  },
});

/** Error boundary of the whole console: a page that fails to render says so instead of going blank. */
class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly message: string | null }> {
  override state = { message: null };

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    return (
      <Center mih="100vh" p="md">
        <EmptyState title="The console could not show this page" description={this.state.message}>
          <EmptyState.Actions>
            <Button onClick={() => window.location.reload()}>Load it again</Button>
          </EmptyState.Actions>
        </EmptyState>
      </Center>
    );
  }
}

const queryClient = newQueryClient();

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <ErrorBoundary>
        <QueryClientProvider client={queryClient}>
          <BrowserRouter>
            <AppRoutes />
          </BrowserRouter>
        </QueryClientProvider>
      </ErrorBoundary>
    </MantineProvider>
  );
}
