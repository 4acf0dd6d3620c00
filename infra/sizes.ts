import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createApp, declareCallbourse } from './build-app.ts';
import type { Bundles } from './constructs/bundle.ts';

/** How many of its packages a line names. */
const TOP = 4;
const kilobytes = (bytes: number) => (bytes / 1024).toFixed(0).padStart(6);

/** KB of each bundle, raw and as Lambda stores it, with the packages that weigh most: `node infra/sizes.ts`. */
function report(bundles: Bundles): void {
  console.log('    KB   gzip  function');
  for (const [name, bytes] of [...bundles.bytes].sort(([, left], [, right]) => right - left)) {
    const [context = '', verb = ''] = name.split('/');
    const stored = gzipSync(readFileSync(join(bundles.directoryOf({ context, verb }), 'index.js'))).byteLength;
    console.log(`${kilobytes(bytes)} ${kilobytes(stored)}  ${name}  (${heaviest(bundles, name).join(', ')})`);
  }
}

function heaviest({ metafile }: Bundles, name: string): string[] {
  const output = Object.entries(metafile.outputs).find(([path]) => path.endsWith(`${name}/index.js`));
  const weights = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(output?.[1].inputs ?? {})) {
    const owner = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? 'ours';
    weights.set(owner, (weights.get(owner) ?? 0) + bytesInOutput);
  }
  const heaviestFirst = [...weights].sort(([, left], [, right]) => right - left);
  return heaviestFirst.slice(0, TOP).map(([owner, bytes]) => `${owner} ${(bytes / 1024).toFixed(0)}`);
}

report(await declareCallbourse(createApp(), process.env));
