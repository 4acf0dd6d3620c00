import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { claimPidFile, endOrphan } from './state/own-process.ts';

/** `npm run reset`: forgets everything the local app stored. Refuses while it runs. */
const stateDir = process.env.CALLBOURSE_STATE_DIR ?? fileURLToPath(new URL('../../.local', import.meta.url));

try {
  await reset(stateDir);
  process.stdout.write('the local state is gone; "npm start" begins afresh\n');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

async function reset(dir: string): Promise<void> {
  if (!existsSync(dir)) return;
  claimPidFile(join(dir, 'app.pid'));
  await endOrphan(join(dir, 'dynamodb.pid'), join(dir, 'dynamodb.sqlite'));
  rmSync(dir, { recursive: true, force: true });
}
