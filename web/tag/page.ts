/** Digits split over these are still one number: they flow with the text around them. `#`: texts and comments. */
const INLINE = /^(#.*|[abisu]|em|small|span|strong|wbr)$/i;

/** What belongs to the visitor, to scripts, or to a publisher who asked us to keep out. */
const UNTOUCHED = 'head,style,script,noscript,select,input,textarea,[contenteditable],[data-callbourse-skip]';

const ATTRIBUTES = ['aria-label', 'title', 'href'];

/** Nodes looked at in one frame: 3 ms of work measured on a desktop, 25 ms with its processor slowed down four times. */
const NODES_PER_FRAME = 500;

/**
 * Shows a number in place of the published ones on the whole page, and goes on doing so as the page changes.
 * The function it returns takes the number to show, or nothing to put the page back as it was.
 *
 * @param rewrite writes a number into a text without changing the text's length
 */
export function painter(rewrite: (text: string, number: string) => string): (number?: string) => void {
  /** What the page wrote in a text or attribute, and what we made of it; a node the page rewrites is the page's again. */
  const painted = new WeakMap<Node, [own: string, shown: string]>();
  /** Blocks to look at, and whether the blocks inside them are meant too. While it holds any, a frame is asked for. */
  const queue = new Map<Node, boolean | undefined>();
  /** Texts that flow together, so far. */
  const run: Node[] = [];
  let shown: string | undefined;
  let deep: boolean | undefined;
  let nodesLeft: number;

  const observer = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      let block = target;
      while (INLINE.test(block.nodeName) && block.parentNode) block = block.parentNode;
      enqueue(block);
      for (const node of addedNodes) if (!INLINE.test(node.nodeName)) enqueue(node, true);
    }
  });

  /** A frame comes before painting, so late content never shows the published number first; and work is done once in it. */
  function enqueue(node: Node, withBlocks?: boolean): void {
    if (!queue.size) requestAnimationFrame(work);
    queue.set(node, withBlocks || queue.get(node));
  }

  function work(): void {
    nodesLeft = NODES_PER_FRAME;
    for (const [block, withBlocks] of queue) {
      if (nodesLeft < 0) {
        requestAnimationFrame(work);
        break;
      }
      deep = withBlocks;
      visit(block, 0);
      // Not before: an empty queue means that no frame is asked for.
      queue.delete(block);
    }
  }

  function own(node: Node): string {
    const entry = painted.get(node);
    const value = node.nodeValue as string;
    return entry?.[1] === value ? entry[0] : value;
  }

  /** Rewrites texts that read as one. The whole keeps its length, so each node gets back the stretch that was its own. */
  function paint(nodes = run.splice(0)): void {
    let text = nodes.map(own).join('');
    if (shown) text = rewrite(text, shown);
    for (const node of nodes) {
      const mine = own(node);
      const value = text.slice(0, mine.length);
      text = text.slice(mine.length);
      if (node.nodeValue !== value) {
        painted.set(node, [mine, value]);
        node.nodeValue = value;
      }
    }
  }

  /** Takes together the texts that flow in one block; the blocks inside it wait for their own turn. */
  function visit(node: Node, depth: number): void {
    nodesLeft--;
    if (node.nodeType === 3) run.push(node);
    else if (depth && !INLINE.test(node.nodeName)) {
      paint();
      if (deep || depth > 1) enqueue(node, true);
    } else enter(node as Element, depth);
    if (!depth) paint();
  }

  function enter(element: Element, depth: number): void {
    if (element.closest?.(UNTOUCHED)) return;
    for (const name of ATTRIBUTES) {
      const attribute = element.getAttributeNode?.(name);
      if (attribute && (name !== 'href' || /^tel:/i.test(attribute.value))) paint([attribute]);
    }
    if (deep && element.shadowRoot) follow(element.shadowRoot);
    // An element's edge parts words, not digits, as a word joiner does; a link's edge parts both.
    const edge = new Text(element.nodeName === 'A' ? '|' : '\u2060');
    run.push(edge);
    for (const child of element.childNodes) visit(child, depth + 1);
    run.push(edge);
  }

  /** Watches and repaints a whole document or an open shadow root. */
  function follow(root: Node): void {
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributeFilter: ATTRIBUTES });
    enqueue(root, true);
  }

  return (number) => {
    if (number === shown) return;
    shown = number;
    // Watched even after a number is taken back: a panel that was out of the page then is put right when it returns.
    follow(document.documentElement);
    work();
  };
}
