import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import GithubSlugger from 'github-slugger';
import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NOT_OURS = ['**/node_modules/**', '.local/**', 'cdk.out/**'];

/** Every page of the project that is written for people, from its root. */
export const PAGES: readonly string[] = globSync('**/*.md', { cwd: ROOT, exclude: NOT_OURS }).sort();

export const readPage = (page: string): string => readFileSync(`${ROOT}${page}`, 'utf8');

export const parsePage = (page: string): Root => fromMarkdown(readPage(page));

/** A fenced block of a page: its language, what else stands behind the fence, and where it is. */
export interface Block {
  readonly at: string;
  readonly language: string;
  readonly words: readonly string[];
  readonly text: string;
}

/** The blocks of a page from top to bottom. */
export function blocksOf(page: string): Block[] {
  const blocks: Block[] = [];
  visit(parsePage(page), 'code', ({ lang, meta, value, position }) => {
    const words = (meta ?? '').split(' ').filter((word) => word !== '');
    blocks.push({ at: `${page}:${position?.start.line}`, language: lang ?? '', words, text: value });
  });
  return blocks;
}

const SHELLS = ['sh', 'bash', 'shell', 'console'];

export const commandsOf = (page: string): Block[] => blocksOf(page).filter(({ language }) => SHELLS.includes(language));

export interface Answer extends Block {
  /** Where the commands are that it is an answer to: the block above it. */
  readonly to: string;
}

/** The answers that a page shows: its `json` blocks with the word `answer`. */
export function answersOf(page: string): Answer[] {
  let to = '';
  return blocksOf(page).flatMap((block) => {
    if (SHELLS.includes(block.language)) to = block.at;
    return block.language === 'json' && block.words.includes('answer') ? [{ ...block, to }] : [];
  });
}

/** Where a page leads: links and pictures, those in tables too. */
export function linksOf(page: string): { readonly at: string; readonly url: string }[] {
  const links: { at: string; url: string }[] = [];
  visit(parsePage(page), ['link', 'image', 'definition'], (node) => {
    if ('url' in node) links.push({ at: `${page}:${node.position?.start.line}`, url: node.url });
  });
  return links;
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const slugger = new GithubSlugger();
  const anchors = new Set<string>();
  visit(parsePage(page), 'heading', (heading) => {
    anchors.add(slugger.slug(textOf(heading)));
  });
  return anchors;
}

/** What a page says in bold or italics: in the guides, the words that stand on the console's pages. */
export function stressedIn(page: string): string[] {
  const stressed: string[] = [];
  visit(parsePage(page), ['strong', 'emphasis'], (node) => {
    stressed.push(textOf(node));
  });
  return stressed;
}
