/*
 * Says when the session is about to end, and lets the person stay. Typing and clicking show the server that somebody is
 * there; what a page asks for by itself does not.
 */

const WARNING = 120_000;
const TELL_EVERY = 30_000;

export const cookie = name =>
  document.cookie
    .split('; ')
    .filter(pair => pair.startsWith(name + '='))
    .map(pair => decodeURIComponent(pair.slice(name.length + 1)))[0];

/* The token that every changing request to /api carries. */
export async function csrf() {
  if (!cookie('HANDRAIL-CSRF')) {
    await fetch('/', { credentials: 'same-origin' });
  }
  return cookie('HANDRAIL-CSRF') || '';
}

/* Goes to the sign-in page, which leads back to the work item that is open now. */
let leaving;
export function leave(why = 'ended') {
  if (leaving) {
    return;
  }
  leaving = true;
  const workItem = /[?&]task=([0-9a-f-]{36})/.exec(location.hash);
  location.replace('/sign-in?' + why + (workItem && why === 'ended' ? '&work-item=' + workItem[1] : ''));
}
document.addEventListener('handrail-signed-out', event => leave(event.detail));

let warning;
let canBeProlonged = true;
let nextLook;
let told = Date.now();

async function ask(method) {
  try {
    const headers = method === 'POST' ? { 'X-HANDRAIL-CSRF': await csrf() } : {};
    const answer = await fetch('/api/session', { method, headers, credentials: 'same-origin' });
    if (answer.status === 401) {
      leave();
    } else if (answer.ok) {
      const session = await answer.json();
      canBeProlonged = session.canBeProlonged;
      goOn(session.secondsLeft * 1000);
    }
  } catch (unreachable) {
    clearTimeout(nextLook);
    nextLook = setTimeout(() => ask('GET'), TELL_EVERY);
  }
}

/* Another window may have prolonged the session: the server is asked before anybody is warned, and at the end. */
function goOn(left) {
  clearTimeout(nextLook);
  const late = left <= WARNING;
  nextLook = setTimeout(() => ask('GET'), late ? left + 1000 : left - WARNING);
  if (late && !warning) {
    warn(new Date(Date.now() + left));
  } else if (!late && warning) {
    warning.remove();
    warning = null;
  }
}

function somebodyIsThere() {
  if (!warning && Date.now() - told > TELL_EVERY) {
    told = Date.now();
    ask('POST');
  }
}
['keydown', 'pointerdown', 'wheel'].forEach(sign =>
  document.addEventListener(sign, somebodyIsThere, { capture: true, passive: true })
);

function warn(end) {
  const at = end.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const saved = location.hash.includes('task=') ? ' What you have typed is saved.' : '';
  warning = document.createElement('dialog');
  warning.setAttribute('role', 'alertdialog');
  warning.setAttribute('aria-labelledby', 'handrail-warning');
  warning.setAttribute('aria-describedby', 'handrail-warning-text');
  Object.assign(warning.style, { maxWidth: '26em', padding: '24px', border: '3px solid #155cb5', fontSize: '16px' });
  const heading = document.createElement('h2');
  heading.id = 'handrail-warning';
  heading.textContent = canBeProlonged ? 'Are you still there?' : 'Your session is about to end';
  Object.assign(heading.style, { marginTop: '0', fontSize: '22px' });
  const text = document.createElement('p');
  text.id = 'handrail-warning-text';
  text.textContent = canBeProlonged
    ? 'At ' + at + ' you will be signed out, so that nobody else works in your name.' + saved
    : 'At ' + at + ' you will be signed out, as at the end of every working day.' + saved + ' You can sign in again at once.';
  const button = document.createElement('button');
  button.className = 'btn btn-primary';
  button.textContent = canBeProlonged ? 'Stay signed in' : 'Go on until then';
  const stay = () => (canBeProlonged ? ask('POST') : warning.close());
  button.addEventListener('click', stay);
  warning.addEventListener('cancel', event => {
    event.preventDefault();
    stay();
  });
  warning.append(heading, text, button);
  document.body.append(warning);
  warning.showModal();
  button.focus();
}

ask('GET');
