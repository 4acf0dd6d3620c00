import { BadRequestException, MessageRejected, type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { LetterSender } from './ports.ts';

const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });

/** Letters by Amazon SES, which makes one message of both forms. Told apart from what a person wrote, so that no absence note comes back. */
export const sesLetters = (client: SESv2Client, sender: string): LetterSender => ({
  async send({ to, subject, html, text }) {
    const command = new SendEmailCommand({
      FromEmailAddress: sender,
      Destination: { ToAddresses: [...to] },
      Content: {
        Simple: {
          Subject: utf8(subject),
          Body: { Html: utf8(html), Text: utf8(text) },
          Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
        },
      },
    });
    try {
      await client.send(command);
      return 'sent';
    } catch (error) {
      if (error instanceof MessageRejected || error instanceof BadRequestException) return 'refused';
      throw error;
    }
  },
});
