/*
 * What Tasklist does differently in a clinic:
 * - lists show the most urgent work first, then what is due first;
 * - a link to a work item opens it in the queue that is open;
 * - a work item has no tab for its history, which the server keeps closed;
 * - after a claim or a release the form is fetched anew, because who may see what has changed.
 */
define(['angular'], angular => {
  const SORTING = '[{"sortBy":"priority","sortOrder":"desc"},{"sortBy":"dueDate","sortOrder":"asc"}]';

  angular
    .module('handrail', [])

    // A link names neither order nor queue. Tasklist would then list the newest first, and where it falls back on
    // another queue it closes the work item.
    .run(['$rootScope', '$location', ($rootScope, $location) => {
      let queue;
      $rootScope.$on('$locationChangeStart', () => {
        const asked = $location.search();
        if (!asked.sorting) {
          $location.search('sorting', SORTING).replace();
        }
        if (asked.filter) {
          queue = asked.filter;
        } else if (queue) {
          $location.search('filter', queue).replace();
        }
      });
    }])

    .config(['$provide', $provide =>
      $provide.decorator('Views', ['$delegate', views => {
        const all = views.getProviders;
        views.getProviders = wanted => all(wanted).filter(view => view.id !== 'task-detail-history');
        return views;
      }])
    ])

    // The two directives stand beside Tasklist's own of the same names.

    // Tasklist overlooks a click on a card while it loads another work item, and would go on showing that one.
    .directive('camTasklistTask', () => ({
      link: page => {
        const data = page.tasklistData.newChild(page);
        data.observe(['taskId', 'task', (asked, shown) => {
          if (shown && shown.id !== asked.taskId) {
            data.changed('task');
          }
        }]);
      }
    }))

    // Without its form Tasklist opens a work item as if for the first time.
    .directive('camTasklistForm', () => ({
      link: pane => {
        const openAnew = () => {
          pane.$parent.taskForm = null;
          pane.taskData.changed('task');
        };
        pane.$watch('options.disableForm', (othersWork, before) => othersWork !== before && openAnew());
        pane.$watch(
          () => pane.params && pane.taskForm?.key && !pane.taskForm.key.includes(pane.params.taskId),
          ofAnotherWorkItem => ofAnotherWorkItem && openAnew()
        );
      }
    }));
});
