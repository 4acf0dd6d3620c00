import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const part = z.object({ Data: z.string() });
const mail = z.object({
  FromEmailAddress: z.string(),
  Destination: z.object({ ToAddresses: z.array(z.string().min(1)).min(1) }),
  Content: z.object({
    Simple: z.object({
      Subject: part,
      Body: z.object({ Html: part, Text: part }),
      Headers: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
    }),
  }),
});

/** Where `SendEmail` of SES version 2 is asked for. */
export const MAIL_PATH = '/v2/email/outbound-emails';

/** Takes the place of SES: each mail becomes two files to look at, and nobody gets it. */
export function letterBox(stateDir: string, log: (line: string) => void): (input: unknown) => { MessageId: string } {
  const dir = join(stateDir, 'letters');
  return (input) => {
    const { FromEmailAddress, Destination, Content } = mail.parse(input);
    const { Subject, Body, Headers } = Content.Simple;
    mkdirSync(dir, { recursive: true });
    const name = String(readdirSync(dir).length / 2 + 1).padStart(4, '0');
    const head = [
      ...[`From: ${FromEmailAddress}`, `To: ${Destination.ToAddresses.join(', ')}`, `Subject: ${Subject.Data}`],
      ...Headers.map(({ Name, Value }) => `${Name}: ${Value}`),
    ];
    writeFileSync(join(dir, `${name}.html`), Body.Html.Data);
    writeFileSync(join(dir, `${name}.txt`), `${head.join('\n')}\n\n${Body.Text.Data}`);
    log(`a letter that would be mailed is in ${join(dir, `${name}.html`)}`);
    return { MessageId: name };
  };
}
