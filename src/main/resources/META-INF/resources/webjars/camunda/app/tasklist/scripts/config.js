/*
 * What Tasklist does differently in a clinic: a half-filled form is kept on the server, encrypted, and never in this
 * browser. What takes a part of Tasklist itself stands in handrail.js.
 */

const DRAFT = 'camunda-form:';

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
  line.hidden = false;
  clearTimeout(say.timer);
  if (!failed) {
    say.timer = setTimeout(() => (line.hidden = true), 6000);
  }
}

/* Drafts */

const cookie = name =>
  document.cookie
    .split('; ')
    .filter(pair => pair.startsWith(name + '='))
    .map(pair => decodeURIComponent(pair.slice(name.length + 1)))[0];

async function csrf() {
  if (!cookie('HANDRAIL-CSRF')) {
    await fetch('/', { credentials: 'same-origin' });
  }
  return cookie('HANDRAIL-CSRF') || '';
}

async function keepDraft(workItem, values) {
  if (!workItem || workItem === 'undefined') {
    say('A form that begins something cannot be kept for later. Send it, or fill it in again.', true);
    return;
  }
  try {
    const answer = await fetch('/api/work-items/' + encodeURIComponent(workItem) + '/draft', {
      method: 'PUT',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json', 'X-HANDRAIL-CSRF': await csrf() },
      body: values
    });
    if (answer.ok) {
      say('Saved. You can go on with it here, or at another computer.');
    } else if (answer.status === 401) {
      say('You are signed out, and this form is not saved. Sign in in another tab, then save again here.', true);
    } else {
      const problem = await answer.json().catch(() => ({}));
      say('Not saved. ' + (problem.detail || 'Try again; if it goes on, tell the system administrator.'), true);
    }
  } catch (unreachable) {
    say('Not saved: the server cannot be reached. Leave this page open and save again.', true);
  }
}

const stored = { set: Storage.prototype.setItem, get: Storage.prototype.getItem };
Storage.prototype.setItem = function (key, value) {
  if (String(key).startsWith(DRAFT)) {
    keepDraft(String(key).slice(DRAFT.length), value);
  } else if (!/^camForm:/.test(key)) {
    stored.set.call(this, key, value);
  }
};
Storage.prototype.getItem = function (key) {
  // The server hands a draft back with the form's values.
  return String(key).startsWith(DRAFT) ? null : stored.get.call(this, key);
};

export default {
  requireJsConfig: {
    ngDeps: ['handrail', 'handrail.words'],
    deps: ['scripts/handrail', '../../lib/handrail-words'],
    // Loaded anew with every page, as this file is: an upgrade must not wait for the browser's cache.
    urlArgs: 'bust=' + Date.now()
  },
  shortcuts: {
    claimTask: { key: 'ctrl+alt+c', description: 'claims the open work item' },
    focusFilter: { key: 'ctrl+shift+f', description: 'moves to the first queue' },
    focusList: { key: 'ctrl+alt+l', description: 'moves to the first work item of the list' },
    focusForm: { key: 'ctrl+alt+f', description: 'moves to the first field of the form' },
    startProcess: { key: 'ctrl+alt+p', description: 'opens the list of what can be started' }
  }
};
