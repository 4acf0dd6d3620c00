/** The form that `form.js` sends: this only names its offer, and tells what became of the lead. */
import { config } from './sample.js';
import { showVerdict } from './verdict.js';

const $ = (id) => document.getElementById(id);
const form = $('lead-form');

const say = (text, failed = false) => {
  $('lead-status').textContent = text;
  $('lead-status').classList.toggle('failed', failed);
};

async function showLead({ detail: { leadId } }) {
  say('Sent. The lead is being judged …');
  const response = await fetch(`/__local/sample/leads/${leadId}`);
  const { verdict } = await response.json();
  if (verdict) showVerdict($('lead-verdict'), verdict, leadId);
  say(verdict ? 'The lead has been judged.' : 'The lead is in.');
}

const tellRefusal = ({ detail }) => say(`The lead was refused: ${detail.detail ?? 'look at the fields'}.`, true);

form.addEventListener('callbourse:sent', showLead);
form.addEventListener('callbourse:refused', tellRefusal);
form.addEventListener('callbourse:failed', () => say('The lead could not be sent: try again.', true));

try {
  const { key, leadOfferId } = await config;
  form.dataset.callbourseOffer = leadOfferId;
  const script = Object.assign(document.createElement('script'), { src: '/form.js' });
  script.dataset.key = key;
  script.addEventListener('load', () => {
    form.querySelector('button').disabled = false;
    say('Ready.');
  });
  document.head.append(script);
} catch (error) {
  say(`This form needs the local app: ${error.message}.`, true);
}
