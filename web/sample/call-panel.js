/** The panel that plays the carrier: it sends the number the page shows to the local app and tells what became of the call. */
import { config } from './sample.js';
import { asText, element, showVerdict } from './verdict.js';

const $ = (id) => document.getElementById(id);
const form = $('call-form');
const button = form.querySelector('button');

const say = (text, failed = false) => {
  $('status').textContent = text;
  $('status').classList.toggle('failed', failed);
};

function showStep(step) {
  const { title = step.step ?? step.name, detail, ...rest } = typeof step === 'string' ? { title: step } : step;
  const item = element('li', asText(title ?? rest));
  if (detail !== undefined) item.append(element('small', asText(detail)));
  return item;
}

async function placeCall(event) {
  event.preventDefault();
  const { from, talkSeconds } = Object.fromEntries(new FormData(form));
  const to = window.callbourse?.number ?? (await config).publishedNumber;
  button.disabled = true;
  $('steps').replaceChildren();
  $('verdict').hidden = true;
  say(`Calling ${to} …`);
  try {
    const response = await fetch('/__local/sample/call', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to, from: from.trim(), talkSeconds: Number(talkSeconds) }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.detail ?? answer.title ?? `the app answered ${response.status}`);
    $('steps').append(...(answer.steps ?? []).map(showStep));
    if (answer.verdict) showVerdict($('verdict'), answer.verdict, answer.outcomeId);
    say(answer.verdict ? 'The call is over and has been judged.' : 'The call is over.');
  } catch (error) {
    say(`The call could not be placed: ${error.message}.`, true);
  } finally {
    button.disabled = false;
  }
}

form.elements.talkSeconds.addEventListener('input', ({ target }) => {
  $('talk').value = `${target.value} s`;
});
form.addEventListener('submit', placeCall);

try {
  const { publishedNumber } = await config;
  // Spelled out of the tag's reach, to compare with the line below it, which the tag rewrites like any other text.
  $('published').dataset.callbourseSkip = '';
  $('published').textContent = publishedNumber;
  $('shown').textContent = publishedNumber;
  button.disabled = false;
  say('Ready. The tag swaps the number as soon as it has one for you.');
} catch (error) {
  say(`This page needs the local app: ${error.message}. Start it with “npm start”.`, true);
}
