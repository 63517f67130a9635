/*
 * What the pages of all three web applications do differently:
 * - a page is shown only when its words have come: what is drawn earlier keeps the keys of its labels (DUE_DATE) for as
 *   long as it stands;
 * - whoever is no longer signed in comes to the one sign-in page.
 */
define(['angular'], angular => {
  angular.module('handrail.pages', []).run(['$rootScope', '$q', '$translate', ($rootScope, $q, $translate) => {
    // Keys are better than no page: words that cannot be had are not waited for.
    const failed = $q(resolve => $rootScope.$on('$translateLoadingError', resolve));
    const words = $q.race([$translate.onReady(), failed]);
    $rootScope.$on('$routeChangeStart', (event, page) => {
      page.resolve = { ...page.resolve, words: () => words };
    });

    const leave = (event, where) => {
      event.preventDefault();
      document.dispatchEvent(new CustomEvent('handrail-signed-out', { detail: where }));
    };
    $rootScope.$on('authentication.login.required', event => leave(event, 'ended'));
    $rootScope.$on('authentication.logout.success', event => leave(event, 'signed-out'));
  }]);
});
