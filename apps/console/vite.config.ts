import { defineConfig } from 'vite';

/** `vite dev` serves the console alone and passes API requests on to a control that runs on its usual port. */
export default defineConfig({
  server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:3000' } },
  build: {
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      treeshake: {
        // What the console uses nothing of is left out, though the bundler cannot see that making a schema does nothing else.
        moduleSideEffects: [{ test: /libs\/(contracts|domain|kernel)\/.*dist\//, sideEffects: false }],
      },
      onLog(level, log, report) {
        // Mantine and React Router mark their files for servers that render React; here there is none.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
});
