import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { BuiltFile } from '../built-folder.ts';

/** Redoc as one module, made and licensed by its authors: what `redocly build-docs` puts into its pages. */
const REDOC = createRequire(import.meta.url)
  .resolve('@redocly/cli/bin/cli.js')
  .replace(/bin.cli\.js$/, 'lib/chunks/redoc.standalone.js');

const source = (name: string): string => readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8');

/** Redoc’s own logo would be fetched from its makers. */
const LOGO = 'https://cdn.redoc.ly/redoc/logo-mini-full.svg';
const NOTHING = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';

/** It tells nobody who reads what; the page's policy would not let it either. */
const START = `init(document.querySelector('meta[name="openapi"]').content, { disableTelemetry: true }, document.getElementById('reference'));`;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);

/**
 * The reference as files: a page that reads the OpenAPI document from its address, the script that shows it, a style. They
 * ask nobody else for anything, and need no inline script or style, so that a strict content security policy holds.
 */
export function compileReference(openApiAddress = '/openapi.json'): readonly BuiltFile[] {
  const script = `${readFileSync(REDOC, 'utf8').replaceAll(LOGO, NOTHING)}\n${START}\n`;
  const style = source('reference.css');
  const names = { script: `reference-${hashOf(script)}.js`, style: `reference-${hashOf(style)}.css` };
  const tags = [
    `<meta name="openapi" content="${openApiAddress}">`,
    `<link rel="stylesheet" href="${names.style}">`,
    `<script type="module" src="${names.script}"></script>`,
  ];
  const page = source('index.html').replace('<!-- built files -->', tags.join('\n    '));
  const files = { 'index.html': page, [names.script]: script, [names.style]: style };
  return Object.entries(files).map(([name, text]) => ({ name, bytes: new TextEncoder().encode(text) }));
}
