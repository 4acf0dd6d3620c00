/** Prints what the tag weighs; fails when a page would load more than promised. */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { buildTagSync } from './build.ts';

const BROTLI_AT_MOST_BYTES = 2048;

const code = Buffer.from(buildTagSync());
const brotliBytes = brotliCompressSync(code, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
}).length;

console.log(`tag.js  raw ${code.length} B  gzip ${gzipSync(code, { level: 9 }).length} B  brotli ${brotliBytes} B`);
if (brotliBytes > BROTLI_AT_MOST_BYTES) {
  console.error(`tag.js is ${brotliBytes - BROTLI_AT_MOST_BYTES} B over its limit of ${BROTLI_AT_MOST_BYTES} B brotli`);
  process.exitCode = 1;
}
