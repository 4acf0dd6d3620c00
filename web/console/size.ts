/** Prints what the console's first page loads; fails when it is more than promised. */
import { brotliCompressSync, constants } from 'node:zlib';
import { compileConsole } from './build.ts';

const FIRST_LOAD_AT_MOST_BYTES = 200 * 1_024;

const brotliBytes = (bytes: Uint8Array): number =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

const { files, firstLoad } = await compileConsole();
const scripts = files.filter(({ name }) => name.endsWith('.js'));
const sum = (names: readonly { readonly bytes: Uint8Array }[]): number =>
  names.reduce((total, { bytes }) => total + brotliBytes(bytes), 0);
const first = sum(scripts.filter(({ name }) => firstLoad.includes(name)));
console.log(`console  first load brotli ${first} B  all of it brotli ${sum(scripts)} B in ${scripts.length} parts`);
if (first > FIRST_LOAD_AT_MOST_BYTES) {
  console.error(
    `the console's first load is ${first - FIRST_LOAD_AT_MOST_BYTES} B over ${FIRST_LOAD_AT_MOST_BYTES} B brotli`,
  );
  process.exitCode = 1;
}
