import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/**
 * What the guides ask of curl, where a machine has none: the tests need Node and npm, nothing else. An option that no guide uses is
 * refused. Like `--fail-with-body` it ends with 22 where the answer is 400 or above.
 */
const FAILED = 22;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    silent: { type: 'boolean', short: 's' },
    request: { type: 'string', short: 'X' },
    header: { type: 'string', short: 'H', multiple: true, default: [] },
    data: { type: 'string', short: 'd' },
    output: { type: 'string', short: 'o' },
  },
});

const [url, ...rest] = positionals;
// curl takes these as patterns of several addresses: no guide means that.
if (url === undefined || rest.length > 0 || /[[\]{}]/.test(url)) throw new Error(`not one address: ${positionals}`);

const headers = new Headers(values.data === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' });
for (const header of values.header) {
  const [name = '', ...value] = header.split(':');
  headers.set(name, value.join(':').trim());
}
const method = values.request ?? (values.data === undefined ? 'GET' : 'POST');
const answer = await fetch(url, { method, headers, ...(values.data === undefined ? {} : { body: values.data }) });
const body = await answer.bytes();
if (values.output === undefined) process.stdout.write(body);
else writeFileSync(values.output, body);
process.stderr.write(`${answer.status} ${method} ${url}\n`);
process.exitCode = answer.ok ? 0 : FAILED;
