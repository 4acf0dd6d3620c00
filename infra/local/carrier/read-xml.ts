import { XMLParser, XMLValidator } from 'fast-xml-parser';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

const PREFIX = '@_';
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: PREFIX,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: true,
  ignoreDeclaration: true,
});

type Ordered = Readonly<Record<string, unknown>>;

/**
 * The verbs of a `<Response>`, in order.
 *
 * @throws Error for anything else, as the real carrier plays "an application error"
 */
export function readResponse(xml: string): readonly XmlElement[] {
  if (XMLValidator.validate(xml) !== true) throw new Error('the answer is no XML');
  const roots = elementsOf(parser.parse(xml) as readonly Ordered[]);
  const root = roots[0];
  if (root?.name !== 'Response' || roots.length !== 1) throw new Error('the answer is no Response');
  if (root.text.trim() !== '') throw new Error('the answer has text outside its verbs');
  return root.children;
}

function elementsOf(nodes: readonly Ordered[]): XmlElement[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ':@' && key !== '#text');
    if (name === undefined) return [];
    const inner = node[name] as readonly Ordered[];
    const attributes = Object.entries((node[':@'] ?? {}) as Readonly<Record<string, string>>);
    return [
      {
        name,
        attributes: Object.fromEntries(attributes.map(([key, value]) => [key.slice(PREFIX.length), value])),
        text: inner.map((each) => String(each['#text'] ?? '')).join(''),
        children: elementsOf(inner),
      },
    ];
  });
}

/** @throws Error for a verb that this carrier does not play */
export const unknownVerb = ({ name }: XmlElement): never => {
  throw new Error(`the answer has a verb that this carrier does not play: ${name.slice(0, 40)}`);
};

/** What is dialled: the only child of a dial. */
export function onlyChild({ name, children }: XmlElement, allowed: readonly string[]): XmlElement {
  const [child, ...more] = children;
  if (!child || more.length > 0 || !allowed.includes(child.name)) throw new Error(`a ${name} without a destination`);
  return child;
}

export const numeric = (text: string | undefined): number | undefined => (text ? Number(text) : undefined);

/** `dtmf speech`: what a gather listens to; keys where it does not say. */
export const waysIn = (input: string | undefined): ('keys' | 'speech')[] =>
  (input ?? 'dtmf').split(' ').map((way) => (way === 'speech' ? 'speech' : 'keys'));
