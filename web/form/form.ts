/**
 * Sends plain HTML forms as leads. The page keeps its own markup and style; each form that names an offer is sent from the
 * page itself, with the visit that the tag knows, and the answer is shown by the browser's own means.
 */
interface Refusal {
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const ANSWER_WITHIN_MS = 15_000;
/** Where certificate services put what they recorded, by their own names. */
const CERTIFICATES = ['xxTrustedFormCertUrl', 'universal_leadid'];

const script = document.currentScript as HTMLScriptElement;
const key = script.dataset.key;
const endpoint = new URL('/v1/lead-forms', script.src).href;

/** One name for each filled-in form: sent again after a failure it is the same lead. */
const names = new WeakMap<HTMLFormElement, string>();
const busy = new WeakSet<HTMLFormElement>();

const fieldsOf = (form: HTMLFormElement): Field[] =>
  ([...form.elements] as Field[]).filter(({ name, type }) => name && !/^(submit|button|file|password)$/.test(type));

function valuesOf(form: HTMLFormElement): Record<string, string> {
  const values: Record<string, string> = {};
  for (const field of fieldsOf(form)) {
    const isUnchecked = /^(checkbox|radio)$/.test(field.type) && !(field as HTMLInputElement).checked;
    const isAside = CERTIFICATES.includes(field.name) || field.closest('[data-callbourse-consent]');
    if (field.value && !isUnchecked && !isAside) values[field.name] = field.value;
  }
  return values;
}

/** The words beside the box that was ticked, or simply the words; nothing while the box is not. */
function consentOf(form: HTMLFormElement): object | undefined {
  const words = form.querySelector('[data-callbourse-consent]');
  const box = words?.querySelector<HTMLInputElement>('[type=checkbox]');
  if (!words || box?.checked === false) return undefined;
  const certificate = form.elements.namedItem(CERTIFICATES[0] as string) as HTMLInputElement | null;
  return {
    text: words.textContent?.replace(/\s+/g, ' ').trim().slice(0, 1_000),
    at: new Date().toISOString(),
    certificateUrl: certificate?.value || undefined,
  };
}

/** The tag's lease of this visitor, where there is one. */
function tokenOf(): string | undefined {
  try {
    return JSON.parse(localStorage[`callbourse.${key}`]).token;
  } catch {
    return undefined;
  }
}

const tell = (form: HTMLFormElement, name: string, detail: object) =>
  form.dispatchEvent(new CustomEvent(`callbourse:${name}`, { bubbles: true, detail }));

/** Puts each complaint on its own field, as the browser does with `required`; what has none goes to the form's event. */
function complain(form: HTMLFormElement, refusal: Refusal): void {
  for (const { field, message } of refusal.errors ?? []) {
    const name = field.replace(/^body\.(fields\.|consent.*)?/, '');
    const input = fieldsOf(form).find((each) => each.name === name) ?? consentBox(form, field);
    if (!input) continue;
    input.setCustomValidity(message);
    input.addEventListener('input', () => input.setCustomValidity(''), { once: true });
  }
  form.reportValidity();
  tell(form, 'refused', refusal);
}

const consentBox = (form: HTMLFormElement, field: string): Field | null =>
  /^body\.consent/.test(field)
    ? form.querySelector<HTMLInputElement>('[data-callbourse-consent] [type=checkbox]')
    : null;

async function send(form: HTMLFormElement): Promise<void> {
  const submissionId = names.get(form) ?? crypto.randomUUID();
  names.set(form, submissionId);
  // A string goes out as text/plain, which needs no preflight.
  const response = await fetch(endpoint, {
    method: 'POST',
    body: JSON.stringify({
      key,
      offerId: form.dataset.callbourseOffer,
      submissionId,
      fields: valuesOf(form),
      consent: consentOf(form),
      token: tokenOf(),
      page: { url: location.href, referrer: document.referrer },
    }),
    signal: AbortSignal.timeout?.(ANSWER_WITHIN_MS),
  });
  const answer = await response.json();
  // Filled in anew it is another lead, or the same one put right: nothing was stored of what was refused.
  if (response.status < 500) names.delete(form);
  if (!response.ok) return complain(form, answer);
  tell(form, 'sent', answer);
  const { callbourseThanks } = form.dataset;
  if (callbourseThanks) location.assign(callbourseThanks);
  else form.querySelector('[data-callbourse-done]')?.removeAttribute('hidden');
}

if (!key) console.warn('callbourse: data-key?');
else {
  addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || !form.dataset.callbourseOffer) return;
    event.preventDefault();
    if (busy.has(form)) return;
    busy.add(form);
    send(form)
      .catch((error: unknown) => tell(form, 'failed', { reason: String(error) }))
      .then(() => busy.delete(form));
  });
}
