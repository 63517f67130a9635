/*
 * Shows a page of the web applications only when its words have come: what is drawn earlier keeps the keys of its labels
 * (DUE_DATE) for as long as it stands.
 */
define(['angular'], angular => {
  angular.module('handrail.words', []).run(['$rootScope', '$q', '$translate', ($rootScope, $q, $translate) => {
    // Keys are better than no page: words that cannot be had are not waited for.
    const failed = $q(resolve => $rootScope.$on('$translateLoadingError', resolve));
    const words = $q.race([$translate.onReady(), failed]);
    $rootScope.$on('$routeChangeStart', (event, page) => {
      page.resolve = { ...page.resolve, words: () => words };
    });
  }]);
});
