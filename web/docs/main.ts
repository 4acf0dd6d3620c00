import { fileURLToPath } from 'node:url';
import { openApiText } from '../../functions/platform/document.ts';
import { writeReference } from './build.ts';

/** `npm run docs [-- https://api.example.com]`: the reference as one page, without a running app. */
const publicUrl = process.argv[2] ?? 'http://127.0.0.1:4000';
const folder = fileURLToPath(new URL('../../.local/docs', import.meta.url));
process.stdout.write(`${await writeReference(openApiText(publicUrl), folder)}\n`);
