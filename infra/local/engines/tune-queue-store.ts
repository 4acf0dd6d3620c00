import { DatabaseSync } from 'node:sqlite';

const JOURNAL = 'PRAGMA journal_mode = WAL';

/**
 * Two things the queue engine (fauxqs 2.4.1) takes no option for; call before it opens its file.
 *
 * Its default waits for the disk after every message, 2 ms each. With a write-ahead log the weaker setting still keeps every
 * message through `kill -9`; only a power cut may take the last ones, which a development machine can bear.
 *
 * When a message is given back (`ChangeMessageVisibility` to 0) it writes NULL into a column that forbids it, and so loses the
 * message until its next start. The statement is made to keep the count it has.
 */
export function tuneQueueStore(): void {
  const { exec, prepare } = DatabaseSync.prototype;
  DatabaseSync.prototype.exec = function execTuned(this: DatabaseSync, sql: string): void {
    exec.call(this, sql === JOURNAL ? `${JOURNAL}; PRAGMA synchronous = NORMAL` : sql);
  };
  DatabaseSync.prototype.prepare = function prepareRepaired(this: DatabaseSync, sql: string, ...rest) {
    const kept = sql.replace(
      'approximate_receive_count = ?,',
      'approximate_receive_count = COALESCE(?, approximate_receive_count),',
    );
    return prepare.call(this, kept, ...rest);
  } as DatabaseSync['prepare'];
}
