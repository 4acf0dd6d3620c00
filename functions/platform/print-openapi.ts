import { openApiText } from './document.ts';

/** `npm run openapi [-- https://api.example.com]`: the document on standard output, without a running app. */
const publicUrl = process.argv[2] ?? 'http://127.0.0.1:4000';
process.stdout.write(`${openApiText(publicUrl)}\n`);
