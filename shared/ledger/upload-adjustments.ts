import { sha256Hex } from '../kernel/ids.ts';
import { notFound, Problem } from '../kernel/problem.ts';
import { type AdjustOutcomePorts, adjustOutcome } from './adjust-outcome.ts';
import { checkAdjustments, whereOf } from './check-adjustments.ts';
import { parseAdjustments } from './parse-adjustments.ts';
import type { UploadStore } from './ports.ts';
import { type Chunk, causeOfRow, chunksOf, type FailedRow, type Upload } from './upload.ts';

export interface UploadPorts extends Omit<AdjustOutcomePorts, 'book' | 'frozen'> {
  readonly uploads: UploadStore;
  readonly queue: { sendAll(messages: readonly ChunkRequest[]): Promise<void> };
}

/** Queue [adjustments]: apply this chunk. */
export interface ChunkRequest {
  readonly v: 1;
  readonly uploadId: string;
  readonly chunk: number;
}

export interface UploadProgress {
  readonly upload: Upload;
  readonly chunks: readonly Chunk[];
}

/**
 * Takes a file of adjustments: all of it or nothing. The same file under the same id again changes nothing and sends what is
 * not done once more, so a broken upload is mended by sending it again.
 *
 * @throws Problem `invalid` naming every bad row, `unprocessable` for another file under a known id
 */
export async function uploadAdjustments(
  ports: UploadPorts,
  uploadId: string,
  csv: string,
  byKeyId: string,
): Promise<UploadProgress> {
  const rows = parseAdjustments(csv);
  const sha256 = sha256Hex(csv);
  const standing = await ports.uploads.get(uploadId);
  // Of a known upload some rows are applied, so its file no longer fits what stands; it did when it was taken.
  if (!standing) await checkAdjustments(ports, rows);
  const chunks = chunksOf(rows);
  const upload = await ports.uploads.create({
    uploadId,
    sha256,
    rows: rows.length,
    chunks: chunks.length,
    byKeyId,
    atMs: ports.clock.nowMs(),
  });
  if (upload.sha256 !== sha256) throw new Problem('unprocessable', `upload ${uploadId} was another file`);
  await ports.uploads.addChunks(uploadId, chunks);
  const stored = await ports.uploads.chunks(uploadId);
  const open = stored.filter(({ doneAtMs }) => doneAtMs === undefined);
  await ports.queue.sendAll(open.map(({ number }) => ({ v: 1, uploadId, chunk: number })));
  return { upload, chunks: stored };
}

/** @throws Problem `not-found` */
export async function readUpload(uploads: UploadStore, uploadId: string): Promise<UploadProgress> {
  const upload = await uploads.get(uploadId);
  if (!upload) throw notFound(`upload ${uploadId}`);
  return { upload, chunks: await uploads.chunks(uploadId) };
}

/** What may come right by itself: the message returns. */
const PASSING = new Set(['unavailable', 'too-many']);

/** Applies one chunk; again and again it comes to the same. */
export async function applyChunk(
  ports: AdjustOutcomePorts & { readonly uploads: UploadStore },
  { uploadId, chunk: number }: ChunkRequest,
): Promise<readonly FailedRow[]> {
  const chunk = await ports.uploads.chunk(uploadId, number);
  if (!chunk) throw notFound(`chunk ${number} of upload ${uploadId}`);
  if (chunk.doneAtMs !== undefined) return chunk.failed;
  const failed: FailedRow[] = [];
  for (const row of chunk.rows) {
    try {
      await adjustOutcome(ports, row.request, causeOfRow(uploadId, row.line), whereOf(row));
    } catch (error) {
      if (!(error instanceof Problem) || PASSING.has(error.kind)) throw error;
      failed.push({ line: row.line, reason: error.message.slice(0, 300) });
    }
  }
  await ports.uploads.finishChunk(uploadId, number, failed, ports.clock.nowMs());
  return failed;
}
