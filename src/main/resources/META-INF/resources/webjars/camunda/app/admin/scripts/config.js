export default {
  requireJsConfig: {
    ngDeps: ['handrail.words'],
    deps: ['../../lib/handrail-words'],
    // Loaded anew with every page, as this file is: an upgrade must not wait for the browser's cache.
    urlArgs: 'bust=' + Date.now()
  }
};
