import { fileURLToPath } from 'node:url';
import { writeFolder } from './built-folder.ts';
import { compileConsole } from './console/build.ts';
import { compileReference } from './docs/build.ts';

const OUT = fileURLToPath(new URL('../.local/site', import.meta.url));

/** What browsers open under the network's name, as one folder: the console at its root, the reference under `docs/`. */
export async function buildSite(): Promise<string> {
  const { files } = await compileConsole();
  const reference = compileReference().map(({ name, bytes }) => ({ name: `docs/${name}`, bytes }));
  return writeFolder(OUT, [...files, ...reference]);
}
