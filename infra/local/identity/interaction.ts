import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type Provider from 'oidc-provider';
import { z } from 'zod';
import { peopleSchema, type ReadyPerson } from './people.ts';

const loginBody = z.object({ email: z.email().max(254) });
const SETUP_MS = 30_000;

/** `<`, `&` and quotes as text: names are what operators typed. */
const escaped = (raw: string): string => raw.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const button = ({ email, name, role, of }: ReadyPerson): string =>
  `<li><button name="email" value="${escaped(email)}"><strong>${escaped(name)}</strong> <span>${escaped(role)}</span><small>${escaped(of ?? email)}</small></button></li>`;

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0;display:grid;min-height:100vh;place-items:center;background:light-dark(#f4f6f8,#10151b);color:light-dark(#15202b,#e6edf3)}
main{width:min(34rem,92vw)}ul{list-style:none;padding:0;display:grid;gap:.5rem}
button{width:100%;text-align:left;font:inherit;padding:.75rem 1rem;border:1px solid light-dark(#c5ced8,#34404d);border-radius:.5rem;background:light-dark(#fff,#19212a);color:inherit;cursor:pointer}
button:hover,button:focus-visible{border-color:#2f6fde;outline:2px solid #2f6fde}small{display:block;opacity:.8}span{float:right}`;

const page = (people: readonly ReadyPerson[]): string => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Sign in · Callbourse on this machine</title><style>${STYLE}</style>
<main><h1>Who are you?</h1><p>This machine asks for no password. Deployed, people prove their address and a second factor here.</p>
<form method="post"><ul>${people.map(button).join('')}</ul></form></main></html>`;

async function peopleOf(appUrl: string): Promise<readonly ReadyPerson[]> {
  const answer = await fetch(`${appUrl}/__local/people`, { signal: AbortSignal.timeout(SETUP_MS) });
  if (!answer.ok) throw new Error(`the app's people answered ${answer.status}`);
  return peopleSchema.parse(await answer.json());
}

async function interact(
  provider: Provider,
  appUrl: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Throws for a sign-in that nobody began in this browser.
  await provider.interactionDetails(request, response);
  if (request.method === 'POST') {
    const { email } = loginBody.parse(Object.fromEntries(new URLSearchParams(await text(request))));
    await provider.interactionFinished(request, response, { login: { accountId: email } });
    return;
  }
  const body = page(await peopleOf(appUrl));
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(body);
}

/** The page on which one says who one is, and its answer. */
export async function answerInteraction(
  provider: Provider,
  appUrl: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await interact(provider, appUrl, request, response);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    response
      .writeHead(400, { 'content-type': 'text/plain; charset=utf-8' })
      .end(`This sign-in can't go on: ${reason}\n`);
  }
}
