import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** `npm run screenshots`: what the console's tests have just shown becomes the pictures of the guides, by name. */
const FROM = new URL('../../.local/screenshots/console/', import.meta.url);
const DOCS = new URL('../../docs/', import.meta.url);

const guides = readdirSync(DOCS).filter((name) => name.endsWith('.md'));
const named = guides.flatMap((name) =>
  [...readFileSync(new URL(name, DOCS), 'utf8').matchAll(/\(images\/([\w-]+\.png)\)/g)].map(
    ([, picture]) => picture ?? '',
  ),
);
mkdirSync(new URL('images/', DOCS), { recursive: true });
for (const picture of new Set(named)) copyFileSync(new URL(picture, FROM), new URL(`images/${picture}`, DOCS));
console.log(`${new Set(named).size} pictures are in ${fileURLToPath(new URL('images/', DOCS))}`);
