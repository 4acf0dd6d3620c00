import { fileURLToPath } from 'node:url';
import { openApiText } from '../../functions/platform/document.ts';
import { writeFiles } from '../built-folder.ts';
import { compileReference } from './build.ts';

/** `npm run docs [-- https://api.example.com]`: the reference and its document as a folder for any web server, without a running app. */
const publicUrl = process.argv[2] ?? 'http://127.0.0.1:4000';
const folder = fileURLToPath(new URL('../../.local/docs', import.meta.url));
const document = { name: 'openapi.json', bytes: new TextEncoder().encode(openApiText(publicUrl)) };
writeFiles(folder, [...compileReference('openapi.json'), document]);
process.stdout.write(`${folder}/index.html\n`);
