/** What we understand of TwiML: enough to play the carrier for what Callbourse writes. */
export type Verb =
  | {
      readonly verb: 'Dial';
      readonly destination: string;
      readonly action?: string;
      readonly statusCallback?: string;
      readonly callerId?: string;
      readonly recordingCallback?: string;
    }
  | { readonly verb: 'Say'; readonly text: string }
  | { readonly verb: 'Reject' | 'Hangup' };

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

const unescaped = (text: string): string =>
  text
    .replace(/&#(x?)([0-9a-f]+);/gi, (_all, hex, code) => String.fromCodePoint(Number.parseInt(code, hex ? 16 : 10)))
    .replace(/&(lt|gt|quot|apos|amp);/g, (_all, name: string) => ENTITIES[name] ?? '');

function attributesOf(text: string): Readonly<Record<string, string>> {
  const found = [...text.matchAll(/([A-Za-z]+)="([^"]*)"/g)];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, unescaped(value)]));
}

const NODE = /<(Dial|Say|Reject|Hangup)((?:\s+[A-Za-z]+="[^"]*")*)\s*(?:\/>|>(.*?)<\/\1>)/gs;

/**
 * The verbs of a TwiML document, in order.
 *
 * @throws Error for anything else than a document of the verbs above, as the real carrier plays "an application error"
 */
export function readTwiml(xml: string): readonly Verb[] {
  const body = /^(?:<\?xml[^>]*\?>)?\s*<Response(?:\/>|>(.*)<\/Response>)\s*$/s.exec(xml);
  if (!body) throw new Error('the answer is no TwiML');
  const inner = body[1] ?? '';
  const verbs = [...inner.matchAll(NODE)].map(([, name = '', attributes = '', content = '']) =>
    verbOf(name, attributesOf(attributes), content),
  );
  const rest = inner.replace(NODE, '').trim();
  if (rest !== '') throw new Error(`the answer has TwiML that this carrier does not play: ${rest.slice(0, 60)}`);
  return verbs;
}

function verbOf(name: string, attributes: Readonly<Record<string, string>>, content: string): Verb {
  if (name === 'Say') return { verb: 'Say', text: unescaped(content) };
  if (name === 'Reject' || name === 'Hangup') return { verb: name };
  const noun = /<(Number|Sip)((?:\s+[A-Za-z]+="[^"]*")*)\s*>([^<]*)<\/\1>/.exec(content);
  if (!noun) throw new Error('a Dial without a Number or Sip');
  const { statusCallback } = attributesOf(noun[2] ?? '');
  const { action, callerId, recordingStatusCallback } = attributes;
  return {
    verb: 'Dial',
    destination: unescaped(noun[3] ?? ''),
    ...(action ? { action } : {}),
    ...(statusCallback ? { statusCallback } : {}),
    ...(callerId ? { callerId } : {}),
    ...(recordingStatusCallback ? { recordingCallback: recordingStatusCallback } : {}),
  };
}
