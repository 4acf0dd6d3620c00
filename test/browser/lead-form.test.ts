import { describe, expect, it } from 'vitest';
import { useTagFixture } from './tag-fixture.ts';

const fixture = useTagFixture();
const SUBMIT = "document.querySelector('[type=submit]').click()";

const FORM = `
  <form data-callbourse-offer="offer_1">
    <input name="fullName" required value="Ada Lovelace">
    <input name="phone" type="tel" value="+12175550142">
    <input name="email" type="email" value="">
    <select name="role"><option value="owner" selected>Owner</option><option value="tenant">Tenant</option></select>
    <input name="ownsHome" type="checkbox" value="yes" checked>
    <input name="news" type="checkbox" value="yes">
    <input name="secret" type="password" value="hunter2">
    <input name="xxTrustedFormCertUrl" type="hidden" value="https://cert.trustedform.com/abc">
    <label data-callbourse-consent><input type="checkbox" name="agree" checked>
      I agree to be   called.</label>
    <button type="submit">Get my quote</button>
    <p data-callbourse-done hidden>Thank you</p>
  </form>
  <script>
    window.__told = [];
    for (const name of ['sent', 'refused', 'failed'])
      addEventListener('callbourse:' + name, (event) => window.__told.push([name, event.detail]));
  </script>`;

const open = (body = FORM) =>
  fixture.open(`${body}<script src="${fixture.server.api}/form.js" data-key="pk_test"></script>`);
const forms = () => fixture.server.asks.filter(({ kind }) => kind === 'form');
const told = () => fixture.look<[string, unknown][]>('window.__told');
const answerForms = (status: number, body: unknown) => {
  const usual = fixture.server.answer;
  fixture.server.answer = (ask) => (ask.kind === 'form' ? { status, body } : usual(ask));
};

describe('a form on a page', () => {
  it('is sent as a lead, with the visit of the tag and the words agreed to, and stays where it is', async () => {
    answerForms(200, { leadId: 'lead_1' });
    await open();
    await fixture.look(SUBMIT);
    await fixture.until('window.__told.length === 1');
    const [ask] = forms();
    expect(ask?.contentType).toMatch(/^text\/plain/);
    expect(ask?.body).toEqual({
      key: 'pk_test',
      offerId: 'offer_1',
      submissionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      fields: { fullName: 'Ada Lovelace', phone: '+12175550142', role: 'owner', ownsHome: 'yes' },
      consent: {
        text: 'I agree to be called.',
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        certificateUrl: 'https://cert.trustedform.com/abc',
      },
      token: 'tok-1',
      page: { url: `${fixture.server.site}/page`, referrer: '' },
    });
    expect(await told()).toEqual([['sent', { leadId: 'lead_1' }]]);
    expect(await fixture.look("document.querySelector('[data-callbourse-done]').hidden")).toBe(false);
    expect(await fixture.look('window.__errors')).toEqual([]);
  });

  it('shows what is wrong on the field itself, and goes out as another lead once it is put right', async () => {
    answerForms(400, { errors: [{ field: 'body.fields.phone', message: 'is not a phone number that can exist' }] });
    await open();
    await fixture.look(SUBMIT);
    await fixture.until('window.__told.length === 1');
    expect(await fixture.look("document.querySelector('[name=phone]').validationMessage")).toMatch(/phone number/);
    await fixture.page.fill('[name=phone]', '+12175550143');
    expect(await fixture.look("document.querySelector('[name=phone]').validity.valid")).toBe(true);
    answerForms(200, { leadId: 'lead_2' });
    await fixture.look(SUBMIT);
    await fixture.until('window.__told.length === 2');
    expect(forms()[1]?.body.submissionId).not.toBe(forms()[0]?.body.submissionId);
  });

  it('without a tick brings no consent, and what the offer asks for is shown at the box', async () => {
    answerForms(400, { errors: [{ field: 'body.consent.text', message: 'is required by this offer' }] });
    await open();
    await fixture.page.uncheck('[name=agree]');
    await fixture.look(SUBMIT);
    await fixture.until('window.__told.length === 1');
    expect(forms()[0]?.body.consent).toBeUndefined();
    expect(await fixture.look("document.querySelector('[name=agree]').validationMessage")).toMatch(/required/);
  });

  it('that got no answer is the same lead when it is sent again', async () => {
    answerForms(503, { detail: 'try later' });
    await open();
    await fixture.look(SUBMIT);
    await fixture.until('window.__told.length === 1');
    answerForms(200, { leadId: 'lead_3' });
    await fixture.look(SUBMIT);
    await fixture.until('window.__told.length === 2');
    expect(forms()[0]?.body.submissionId).toBe(forms()[1]?.body.submissionId);
  });

  it('that names no offer, or that the page handles itself, is left alone', async () => {
    await open(
      `<form action="/elsewhere" onsubmit="window.__own = true; return false"><button type="submit">Go</button></form>`,
    );
    await fixture.look(SUBMIT);
    await fixture.until('window.__own');
    expect(forms()).toEqual([]);
  });
});
