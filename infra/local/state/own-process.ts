import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 25;
const PATIENCE_MS = 3_000;

/**
 * Writes this process into the file; throws when another living process holds it. The start time is kept beside the
 * id, so that a process id which the system gave to someone else is never taken for ours.
 */
export function claimPidFile(file: string): () => void {
  const [pid, startedAt] = existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ') : [];
  if (pid && Number(pid) !== process.pid && startedAt === startTime(Number(pid))) {
    throw new Error(`Callbourse is already running here (process ${pid}); stop it first`);
  }
  writeFileSync(file, `${process.pid} ${startTime(process.pid)}\n`);
  return () => rmSync(file, { force: true });
}

/** Ends the process a pid file names if its command line contains `mark`: SIGTERM first, SIGKILL after three seconds. */
export async function endOrphan(file: string, mark: string): Promise<boolean> {
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN;
  if (!isOurs(pid, mark)) return false;
  process.kill(pid, 'SIGTERM');
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += POLL_MS) {
    if (!isOurs(pid, mark)) return true;
    await sleep(POLL_MS);
  }
  process.kill(pid, 'SIGKILL');
  await sleep(POLL_MS);
  return true;
}

function isOurs(pid: number, mark: string): boolean {
  const commandFile = `/proc/${pid}/cmdline`;
  return (
    Number.isInteger(pid) && pid > 1 && existsSync(commandFile) && readFileSync(commandFile, 'utf8').includes(mark)
  );
}

/** Clock ticks after boot at which the process started (field 22 of /proc/<pid>/stat); undefined when there is none. */
function startTime(pid: number): string | undefined {
  const statFile = `/proc/${pid}/stat`;
  if (!existsSync(statFile)) return undefined;
  const afterName = readFileSync(statFile, 'utf8').split(') ').at(-1) ?? '';
  return afterName.split(' ')[19];
}
