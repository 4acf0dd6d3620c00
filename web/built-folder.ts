import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface BuiltFile {
  /** Its path in the folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Writes files into a folder, beside what is there. */
export function writeFiles(folder: string, files: readonly BuiltFile[]): void {
  for (const { name, bytes } of files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}

/**
 * Writes files into a folder that is named by its content, and gives the folder. Two builds at once write the same files; each
 * appears whole or not at all.
 */
export function writeFolder(parent: string, files: readonly BuiltFile[]): string {
  const hash = createHash('sha256');
  for (const { name, bytes } of files) hash.update(name).update(bytes);
  const folder = join(parent, hash.digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  const draft = join(parent, `${randomUUID()}.tmp`);
  writeFiles(draft, files);
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Another build of the same files was faster.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
