import '../../../lib/handrail-session.js';

export default {
  requireJsConfig: {
    ngDeps: ['handrail.pages'],
    deps: ['../../lib/handrail-pages'],
    // Loaded anew with every page, as this file is: an upgrade must not wait for the browser's cache.
    urlArgs: 'bust=' + Date.now()
  }
};
