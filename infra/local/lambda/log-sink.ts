import { createWriteStream, mkdirSync, rmSync, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A log past this size is started anew with the app. */
const MAX_LOG_BYTES = 10_000_000;
const MAX_TERMINAL_CHARACTERS = 400;

export type LogSink = {
  /** Copies a worker's output to its function's file; errors also go to the terminal. */
  attach(functionName: string, output: Readable, isErrorOutput: boolean): void;
  note(functionName: string, line: string): void;
  close(): Promise<void>;
};

export function openLogSink(dir: string, terminal: (line: string) => void): LogSink {
  mkdirSync(dir, { recursive: true });
  const files = new Map<string, WriteStream>();
  const fileOf = (functionName: string): WriteStream => {
    const known = files.get(functionName);
    if (known) return known;
    const file = join(dir, `${functionName}.log`);
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG_BYTES) rmSync(file);
    const stream = createWriteStream(file, { flags: 'a' });
    files.set(functionName, stream);
    return stream;
  };
  const show = (functionName: string, line: string): void =>
    terminal(`[${functionName}] ${line.slice(0, MAX_TERMINAL_CHARACTERS)}`);
  return {
    attach: (functionName, output, isErrorOutput) => {
      createInterface({ input: output }).on('line', (line) => {
        fileOf(functionName).write(`${line}\n`);
        if (isErrorOutput || /"level":"(ERROR|CRITICAL)"/.test(line)) show(functionName, line);
      });
    },
    note: (functionName, line) => {
      fileOf(functionName).write(`${line}\n`);
      show(functionName, line);
    },
    close: async () => {
      await Promise.all([...files.values()].map((stream) => new Promise<void>((done) => stream.end(() => done()))));
    },
  };
}
