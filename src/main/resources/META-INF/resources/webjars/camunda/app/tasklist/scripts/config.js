/*
 * What Tasklist does differently in a clinic: a half-filled form is kept on the server, and never in this browser. What
 * takes a part of Tasklist itself stands in handrail.js.
 */

import { keepDraft } from './drafts.js';

const DRAFT = 'camunda-form:';

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
    ngDeps: ['handrail', 'handrail.pages'],
    deps: ['scripts/handrail', '../../lib/handrail-pages'],
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
