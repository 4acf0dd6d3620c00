import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, buildSync } from 'esbuild';

/** What pages load: the tag, and what sends their forms. */
const SCRIPTS = { tag: 'tag.ts', form: '../form/form.ts' } as const;
type ScriptName = keyof typeof SCRIPTS;

/** A script as served: one classic script for every browser that has `fetch` and `WeakMap` (2020 on). */
const options = {
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

const optionsOf = (name: ScriptName) => ({
  ...options,
  entryPoints: [fileURLToPath(new URL(SCRIPTS[name], import.meta.url))],
});

function only(files: readonly { readonly text: string }[]): string {
  const [file] = files;
  if (!file || files.length !== 1) throw new Error(`a script must build to one file, not ${files.length}`);
  return file.text.trim();
}

/** Builds the tag. Throws esbuild's error when the source does not compile. */
export async function buildTag(): Promise<{ code: string }> {
  return { code: only((await build(optionsOf('tag'))).outputFiles) };
}

/** The text of a script, for places that cannot wait. */
export const buildScriptSync = (name: ScriptName): string => only(buildSync(optionsOf(name)).outputFiles);
