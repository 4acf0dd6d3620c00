import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { environmentCredentialsOnly, slimZod } from './bundle-plugins.ts';

export interface BundleEntry {
  readonly context: string;
  readonly verb: string;
}

export interface Bundles {
  /** Folder with the `index.js` of a function. */
  directoryOf(entry: BundleEntry): string;
  /** Size of each bundle, keyed `context/verb`. */
  readonly bytes: ReadonlyMap<string, number>;
  readonly metafile: Metafile;
}

export interface BundleOptions {
  readonly root: string;
  readonly outdir: string;
  /** Compile-time constants, as esbuild's `define` takes them (JSON text). */
  readonly define?: Readonly<Record<string, string>>;
}

/** Without it a bundle that lies inside this project, an ES module package, would be read as an ES module. */
const COMMONJS = new TextEncoder().encode('{"type":"commonjs"}\n');

/** All at once take 6 GB of memory, for no less time. */
const AT_ONCE = 50;

const keyOf = ({ context, verb }: BundleEntry) => `${context}/${verb}`;

/**
 * Bundles functions many in one esbuild call, so that the SDK and zod are parsed once for all of them.
 * CommonJS with the SDK inside: it loads faster than ESM and than the SDK of the Lambda image, and its version is ours.
 * Files are replaced by renaming, and only when they changed: two synths at once never see half a bundle.
 * @throws Error naming the function whose entry file is missing.
 */
export async function bundleFunctions(entries: readonly BundleEntry[], options: BundleOptions): Promise<Bundles> {
  const outdir = resolve(options.root, options.outdir);
  const bytes = new Map<string, number>();
  const metafile: Metafile = { inputs: {}, outputs: {} };
  for (let done = 0; done < entries.length; done += AT_ONCE) {
    const built = await bundle(entries.slice(done, done + AT_ONCE), outdir, options);
    Object.assign(metafile.inputs, built.metafile.inputs);
    Object.assign(metafile.outputs, built.metafile.outputs);
    for (const file of built.outputFiles) {
      writeWhenChanged(file.path, file.contents);
      writeWhenChanged(join(dirname(file.path), 'package.json'), COMMONJS);
      bytes.set(relative(outdir, dirname(file.path)), file.contents.byteLength);
    }
  }
  return { directoryOf: (entry) => join(outdir, keyOf(entry)), bytes, metafile };
}

const bundle = (entries: readonly BundleEntry[], outdir: string, options: BundleOptions) =>
  build({
    entryPoints: entries.map((entry) => ({ in: entryFile(entry, options.root), out: `${keyOf(entry)}/index` })),
    outdir,
    absWorkingDir: options.root,
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    legalComments: 'none',
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    // ES modules shake better than the CommonJS builds of the same packages.
    mainFields: ['module', 'main'],
    plugins: [slimZod, environmentCredentialsOnly],
    define: { ...options.define },
    logLevel: 'silent',
  });

function entryFile(entry: BundleEntry, root: string): string {
  const path = join('functions', keyOf(entry), 'index.ts');
  if (!existsSync(join(root, path)))
    throw new Error(`The function ${keyOf(entry)} is declared, but ${path} does not exist`);
  return path;
}

function writeWhenChanged(path: string, contents: Uint8Array): void {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  mkdirSync(dirname(path), { recursive: true });
  // Two synths may be threads of one process, so its id names no draft.
  const draft = `${path}.${randomUUID()}.tmp`;
  writeFileSync(draft, contents);
  renameSync(draft, path);
}
