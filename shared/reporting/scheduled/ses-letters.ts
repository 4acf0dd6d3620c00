import { BadRequestException, MessageRejected, type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { LetterSender } from './ports.ts';

const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });

/**
 * Told apart from what a person wrote, so that no absence note comes back; and left by one click where the mailbox has a button
 * for it (RFC 8058).
 */
const headersWith = (leaveUrl: string) => [
  { Name: 'Auto-Submitted', Value: 'auto-generated' },
  { Name: 'List-Unsubscribe', Value: `<${leaveUrl}>` },
  { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
];

/** Which identities SES has not verified stands in its words alone; where the sender is one, nobody gets anything. */
const namesSender = ({ message }: Error, sender: string): boolean =>
  message
    .toLowerCase()
    .split(/[\s,;:<>()]+/)
    .includes(sender.toLowerCase());

/** Letters by Amazon SES, which makes one message of both forms. */
export const sesLetters = (client: SESv2Client, sender: string): LetterSender => ({
  async send({ to, subject, html, text, leaveUrl }) {
    const Body = { Html: utf8(html), Text: utf8(text) };
    const command = new SendEmailCommand({
      FromEmailAddress: sender,
      Destination: { ToAddresses: [to] },
      Content: { Simple: { Subject: utf8(subject), Body, Headers: headersWith(leaveUrl) } },
    });
    try {
      await client.send(command);
      return 'sent';
    } catch (error) {
      const isRefusal = error instanceof MessageRejected || error instanceof BadRequestException;
      if (isRefusal && !namesSender(error, sender)) return 'refused';
      throw error;
    }
  },
});
