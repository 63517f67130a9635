/* A half-filled form is kept on the server, encrypted, and never in this browser. */

import { csrf, leave } from '../../../lib/handrail-session.js';

/* A line that says what happened, read aloud by screen readers */

let line;
function say(words, failed) {
  if (!line) {
    line = document.createElement('div');
    line.className = 'handrail-say';
    line.setAttribute('role', 'status');
    document.body.append(line);
  }
  line.textContent = words;
  line.classList.toggle('handrail-say-failed', !!failed);
  line.hidden = !words;
  clearTimeout(say.timer);
  if (!failed) {
    say.timer = setTimeout(() => (line.hidden = true), 6000);
  }
}

/* Drafts */

/* Keeps a half-filled form; quietly when nobody asked for it. Returns whether it is kept. */
export async function keepDraft(workItem, values, quietly) {
  if (!workItem || workItem === 'undefined') {
    say('A form that begins something cannot be kept for later. Send it, or fill it in again.', true);
    return false;
  }
  try {
    const answer = await fetch('/api/work-items/' + encodeURIComponent(workItem) + '/draft', {
      method: 'PUT',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json', 'X-HANDRAIL-CSRF': await csrf() },
      body: values
    });
    if (answer.ok) {
      say(quietly ? '' : 'Saved. You can go on with it here, or at another computer.');
    } else if (answer.status === 401) {
      leave();
    } else if (!quietly || answer.status !== 409) {
      const problem = await answer.json().catch(() => ({}));
      say('Not saved. ' + (problem.detail || 'Try again; if it goes on, tell the system administrator.'), true);
    }
    return answer.ok;
  } catch (unreachable) {
    say('Not saved: the server cannot be reached. Leave this page open and save again.', true);
    return false;
  }
}
