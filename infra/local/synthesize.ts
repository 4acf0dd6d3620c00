import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const APP = fileURLToPath(new URL('../app.ts', import.meta.url));
const MAX_OUTPUT_CHARACTERS = 8_000;

export interface SynthesizeOptions {
  /** Where the address that carriers sign is; at CALLBOURSE_PORT when absent. */
  readonly port?: number;
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/** Synthesizes the CDK app for the local stage into `outDir`. Throws with the app's own words when it fails. */
export async function synthesize(outDir: string, { port, signal }: SynthesizeOptions = {}): Promise<void> {
  const child = spawn(process.execPath, [APP], {
    ...(signal && { signal }),
    env: {
      ...process.env,
      ...(port === undefined ? {} : { CALLBOURSE_PORT: String(port) }),
      CDK_OUTDIR: outDir,
      CALLBOURSE_STAGE: 'local',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = `${output}${chunk}`.slice(-MAX_OUTPUT_CHARACTERS);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('error', reject);
  child.once('close', resolve);
  const code = await promise;
  if (code !== 0) throw new Error(`synth failed (exit ${code}):\n${output.trim()}`);
}
