import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, buildSync } from 'esbuild';

/** The tag as served: one classic script for every browser that has `fetch` and `WeakMap` (2020 on). */
const options = {
  entryPoints: [fileURLToPath(new URL('tag.ts', import.meta.url))],
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2020',
  // Served with any charset header, or none, it reads the same.
  charset: 'ascii',
  // Names that only our own modules call each other by.
  mangleProps: /^(start|release|forget|fits|rewrite)$/,
  tsconfigRaw: {},
  write: false,
  logLevel: 'silent',
} satisfies BuildOptions & { write: false };

function only(files: readonly { text: string }[]): string {
  const [file] = files;
  if (!file || files.length !== 1) throw new Error(`the tag must build to one file, not ${files.length}`);
  return file.text.trim();
}

/** Builds the tag. Throws esbuild's error when the source does not compile. */
export async function buildTag(): Promise<{ code: string }> {
  return { code: only((await build(options)).outputFiles) };
}

/** The same text as {@link buildTag}, for places that cannot wait. */
export function buildTagSync(): string {
  return only(buildSync(options).outputFiles);
}
