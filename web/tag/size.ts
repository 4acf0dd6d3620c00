/** Prints what the scripts weigh; fails when a page would load more than promised. */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { buildScriptSync } from './build.ts';

const BROTLI_AT_MOST_BYTES = { tag: 2_048, form: 1_280 } as const;

for (const name of ['tag', 'form'] as const) {
  const code = Buffer.from(buildScriptSync(name));
  const brotliBytes = brotliCompressSync(code, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
  }).length;
  const limit = BROTLI_AT_MOST_BYTES[name];
  console.log(
    `${name}.js  raw ${code.length} B  gzip ${gzipSync(code, { level: 9 }).length} B  brotli ${brotliBytes} B`,
  );
  if (brotliBytes > limit) {
    console.error(`${name}.js is ${brotliBytes - limit} B over its limit of ${limit} B brotli`);
    process.exitCode = 1;
  }
}
