import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import type { BuiltFile } from '../built-folder.ts';

const SOURCE = fileURLToPath(new URL('.', import.meta.url));
const OUT = fileURLToPath(new URL('../../.local/console', import.meta.url));

export interface BuiltConsole {
  readonly files: readonly BuiltFile[];
  /** Scripts that the first page loads before anybody clicks. */
  readonly firstLoad: readonly string[];
}

/** The entry's script and everything it imports at once. */
function firstLoadOf({ outputs }: Metafile, entry: string): string[] {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const imported of outputs[path]?.imports ?? []) if (imported.kind === 'import-statement') visit(imported.path);
  };
  visit(entry);
  return [...seen].map((path) => basename(path));
}

function pageOf(style: string, firstLoad: readonly string[]): string {
  const [entry = '', ...rest] = firstLoad;
  const tags = [
    `<link rel="stylesheet" href="${style}">`,
    ...rest.map((name) => `<link rel="modulepreload" href="${name}">`),
    `<script type="module" src="${entry}"></script>`,
  ];
  return readFileSync(join(SOURCE, 'index.html'), 'utf8').replace('<!-- built files -->', tags.join('\n    '));
}

/** Compiles the console: parts with their hash in the name, and the page that names them. */
export async function compileConsole(): Promise<BuiltConsole> {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(SOURCE, 'main.tsx')],
    outdir: OUT,
    absWorkingDir: OUT.replace(/\.local.console$/, ''),
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    minify: true,
    legalComments: 'none',
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  const entry = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint?.endsWith('main.tsx'));
  const style = outputFiles.find(({ path }) => path.endsWith('.css'));
  if (!entry || !style) throw new Error('the console built to no script or no style');
  const firstLoad = firstLoadOf(metafile, entry[0]);
  const page = pageOf(basename(style.path), firstLoad);
  const files = outputFiles.map(({ path, contents }) => ({ name: basename(path), bytes: contents }));
  return { files: [...files, { name: 'index.html', bytes: new TextEncoder().encode(page) }], firstLoad };
}
