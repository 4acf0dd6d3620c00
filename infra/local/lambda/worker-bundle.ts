import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * The worker's own code as one JavaScript module. Node could run worker.ts itself, but would spend some 50 ms stripping
 * types in every container that starts.
 */
export async function bundleWorker(): Promise<URL> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL('./worker.ts', import.meta.url))],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node24',
  });
  return new URL(`data:text/javascript,${encodeURIComponent(result.outputFiles[0]?.text ?? '')}`);
}
